package io.alcedo.local.running;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.tools.consumer.ConsoleConsumer;

/**
 * Kafka's own console consumer, in a process of its own, as {@code kafka-console-consumer.sh} runs
 * it. Stateless.
 */
public final class KafkaConsole {
  /** Stands behind each value that is printed; as good as never within one. */
  private static final String SEPARATOR = "<<end-of-value-5b1d9c>>";

  private static final long PATIENCE_SECONDS = 90;

  private KafkaConsole() {}

  /** Returns the first values of topics, as many as are asked for, as they were printed. */
  static List<byte[]> values(String bootstrapServers, List<String> topics, int count)
      throws Exception {
    Path printed = Files.createTempFile("console", ".out");
    Path said = Files.createTempFile("console", ".err");
    try {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  ConsoleConsumer.class.getName(),
                  "--bootstrap-server=" + bootstrapServers,
                  "--include=" + String.join("|", topics),
                  "--from-beginning",
                  "--max-messages=" + count,
                  "--timeout-ms=60000",
                  "--formatter-property=line.separator=" + SEPARATOR)
              .redirectOutput(printed.toFile())
              .redirectError(said.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError("The console consumer ends well: " + Files.readString(said));
      }
      return split(Files.readAllBytes(printed));
    } finally {
      Files.delete(printed);
      Files.delete(said);
    }
  }

  /** Each byte is one character of Latin 1, and back. */
  private static List<byte[]> split(byte[] printed) {
    String text = new String(printed, StandardCharsets.ISO_8859_1);
    List<byte[]> values = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf(SEPARATOR); end >= 0; end = text.indexOf(SEPARATOR, from)) {
      values.add(text.substring(from, end).getBytes(StandardCharsets.ISO_8859_1));
      from = end + SEPARATOR.length();
    }
    return values;
  }
}
