package io.alcedo.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDigestTest {
  @TempDir private Path directory;

  @Test
  void aJarAndTheDirectoryItWasMadeOfAreTheSameCode() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes/a"));
    Files.writeString(classes.resolve("A.class"), "first");
    Files.writeString(classes.resolve("B.class"), "second");
    Path jar = directory.resolve("code.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      entry(out, "META-INF/MANIFEST.MF", "Built-By: someone", 5);
      entry(out, "a/B.class", "second", 9_000_000);
      entry(out, "a/A.class", "first", 1_000_000);
    }

    String digest = CodeDigest.of(directory.resolve("classes"));
    assertThat(CodeDigest.of(jar)).isEqualTo(digest);
    Files.writeString(classes.resolve("B.class"), "Second");
    assertThat(CodeDigest.of(directory.resolve("classes"))).isNotEqualTo(digest);
    Files.writeString(classes.resolve("B.class"), "second");
    Files.move(classes.resolve("B.class"), classes.resolve("C.class"));
    assertThat(CodeDigest.of(directory.resolve("classes"))).isNotEqualTo(digest);
  }

  @Test
  void theCodeOfAClassIsAllThatLiesBesideIt() throws IOException {
    CodeVersion version = CodeDigest.of(List.of(RunRecord.class, RunDraft.class));

    assertThat(version).isEqualTo(CodeDigest.of(List.of(RunDraft.class)));
    assertThat(version).isNotEqualTo(CodeDigest.of(List.of(CodeDigestTest.class)));
    assertThat(version.digest()).matches("[0-9a-f]{64}");
    assertThat(version.version()).isEqualTo("unreleased");
  }

  private static void entry(JarOutputStream out, String name, String text, long time)
      throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTime(time);
    out.putNextEntry(entry);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }
}
