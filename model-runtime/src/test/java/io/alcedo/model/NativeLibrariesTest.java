package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path cache;

  @Test
  void librariesAreUnpackedOnceAndUsed() throws Exception {
    String first = runChild();
    assertThat(first).startsWith(cache.toString()).contains("onnxruntime-");
    Path library = Path.of(first).resolve(System.mapLibraryName("onnxruntime"));
    assertThat(library).exists();
    Object key = Files.getAttribute(library, "lastModifiedTime");
    try (Stream<Path> drafts = Files.list(Path.of(first))) {
      assertThat(drafts.map(path -> path.getFileName().toString()))
          .noneMatch(f -> f.startsWith("."));
    }
    assertThat(runChild()).isEqualTo(first);
    assertThat(Files.getAttribute(library, "lastModifiedTime")).isEqualTo(key);
    Files.write(library, new byte[] {1});
    assertThat(runChild()).as("a torn copy is replaced").isEqualTo(first);
    assertThat(Files.size(library)).isGreaterThan(1_000_000);
  }

  /** Natives load once a process, so each try is a process of its own. */
  private String runChild() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(BundleTrial.java(Child.class.getName()));
    int at = command.indexOf("-cp") + 1;
    command.set(
        at,
        command.get(at)
            + java.io.File.pathSeparator
            + Child.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    command.add(cache.toString());
    Path said = cache.resolve("said");
    Process child =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    return Files.readString(said).strip();
  }

  /** Prepares the libraries and makes the runtime load them. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      Path directory = NativeLibraries.prepare(Path.of(arguments[0])).orElseThrow();
      OnnxRuntime.environment();
      String maps = Files.readString(Path.of("/proc/self/maps"));
      if (!maps.contains(directory.toString())) {
        throw new IllegalStateException("Loaded from elsewhere");
      }
      System.out.println(directory);
    }
  }
}
