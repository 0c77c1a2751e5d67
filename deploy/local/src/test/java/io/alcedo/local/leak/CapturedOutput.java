package io.alcedo.local.leak;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * While it is open, all that the process logs (from INFO up, what is Alcedo's own from DEBUG up)
 * goes to a file, and what it prints is kept.
 */
final class CapturedOutput implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private CapturedOutput() {}

  static CapturedOutput start(Path log) {
    ConfigurationBuilder<BuiltConfiguration> log4j =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    log4j.setStatusLevel(Level.ERROR);
    log4j.add(
        log4j
            .newAppender("file", "File")
            .addAttribute("fileName", log.toString())
            .add(
                log4j
                    .newLayout("PatternLayout")
                    .addAttribute("pattern", "%d %-5p %c [%t] %m%n%xEx")));
    log4j.add(log4j.newLogger("io.alcedo", Level.DEBUG));
    log4j.add(log4j.newRootLogger(Level.INFO).add(log4j.newAppenderRef("file")));
    CapturedOutput captured = new CapturedOutput();
    Configurator.reconfigure(log4j.build());
    System.setOut(captured.also(captured.out));
    System.setErr(captured.also(captured.err));
    return captured;
  }

  /** Returns what was printed so far. */
  byte[] printed() {
    return printed.toByteArray();
  }

  private PrintStream also(PrintStream stream) {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int b) {
            printed.write(b);
            stream.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            printed.write(bytes, from, length);
            stream.write(bytes, from, length);
          }
        };
    return new PrintStream(both, true, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    Configurator.reconfigure();
  }
}
