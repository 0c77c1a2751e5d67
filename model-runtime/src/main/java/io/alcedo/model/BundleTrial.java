package io.alcedo.model;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Loads a bundle in a child process first, so that a model that crashes native code, never ends or
 * eats all memory is refused instead of taking this process down. Takes a second or two: do it when
 * a bundle is staged, not when it is promoted. Immutable, any thread.
 *
 * <p>The child gets the very bytes that were read here, a small heap, half the usual stack (so that
 * a model that just fits there fits here), and nothing of this process's environment but where to
 * find libraries.
 */
public final class BundleTrial {
  private static final Set<String> KEPT_VARIABLES =
      Set.of("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot", "LANG", "LC_ALL");
  private static final Pattern LOGGING_NOTES = Pattern.compile("(?m)^SLF4J: .*\\R?");
  private static final int SIGNAL_BASE = 128;
  private static final int MOST_OUTPUT = 2_000;

  private final Duration timeout;
  private final List<String> program;

  private BundleTrial(Duration timeout, List<String> program) {
    this.timeout = timeout;
    this.program = List.copyOf(program);
  }

  /** A trial that may take so long. */
  public static BundleTrial within(Duration timeout) {
    return new BundleTrial(timeout, java(TrialMain.class.getName()));
  }

  /** A trial by a program of one's own, which gets the directory of the bundle to try. */
  static BundleTrial by(Duration timeout, List<String> program) {
    return new BundleTrial(timeout, program);
  }

  /** The command that runs a class of this package's class path with a small heap. */
  static List<String> java(String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash"));
    String libraries = System.getProperty(NativeLibraries.PROPERTY);
    if (libraries != null) {
      command.add("-D" + NativeLibraries.PROPERTY + "=" + libraries);
    }
    command.add("-cp");
    command.add(classPath());
    command.add(mainClass);
    return command;
  }

  /** Where the classes that the child needs came from, whichever class loaders brought them. */
  private static String classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(
            TrialMain.class,
            OrtEnvironment.class,
            OnnxMl.class,
            Message.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonInclude.class,
            LoggerFactory.class)) {
      CodeSource source = needed.getProtectionDomain().getCodeSource();
      try {
        places.add(Path.of(source.getLocation().toURI()).toString());
      } catch (URISyntaxException | RuntimeException e) {
        places.add(System.getProperty("java.class.path"));
      }
    }
    return String.join(File.pathSeparator, places);
  }

  /**
   * Tries a bundle and returns if it loads and gives its golden scores.
   *
   * @throws BundleException what the child found, or TRIAL_FAILED if the child crashed, ran too
   *     long or could not start
   */
  public void run(ModelBundle bundle) throws BundleException {
    try {
      Path room = Files.createTempDirectory("alcedo-trial-");
      try {
        Path directory = room.resolve("bundle");
        BundleWriter.copy(bundle, directory);
        run(directory, room);
      } finally {
        Directories.delete(room);
      }
    } catch (IOException e) {
      throw failed("The trial could not start: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("The trial was interrupted", e);
    }
  }

  private void run(Path directory, Path room)
      throws IOException, InterruptedException, BundleException {
    Path said = room.resolve("said");
    List<String> command = new ArrayList<>(program);
    command.addAll(
        1, List.of("-Djava.io.tmpdir=" + room, "-XX:ErrorFile=" + room.resolve("crash")));
    command.add(directory.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(room.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().keySet().retainAll(KEPT_VARIABLES);
    Process child = builder.start();
    try {
      child.getOutputStream().close();
      if (!child.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw failed("The trial ran longer than it may: timeout=" + timeout, null);
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    String words = Files.readString(said, StandardCharsets.ISO_8859_1);
    judge(child.exitValue(), LOGGING_NOTES.matcher(words).replaceAll("").strip());
  }

  private static void judge(int status, String said) throws BundleException {
    if (status == 0) {
      return;
    }
    if (status == TrialMain.REFUSED) {
      for (BundleProblem problem : BundleProblem.values()) {
        int at = said.indexOf(problem + " ");
        if (at == 0 || (at > 0 && said.charAt(at - 1) == '\n')) {
          throw new BundleException(
              problem, said.substring(at + problem.name().length() + 1).strip());
        }
      }
    }
    String last = said.substring(Math.max(0, said.length() - MOST_OUTPUT));
    throw failed(
        status > SIGNAL_BASE
            ? "The trial was ended by a signal: signal=" + (status - SIGNAL_BASE) + ": " + last
            : "The trial failed: status=" + status + ": " + last,
        null);
  }

  private static BundleException failed(String message, @Nullable Throwable cause) {
    return new BundleException(BundleProblem.TRIAL_FAILED, message, cause);
  }
}
