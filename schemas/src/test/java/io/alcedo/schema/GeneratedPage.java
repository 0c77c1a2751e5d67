package io.alcedo.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds a page of the documentation against what the code says it should be; with {@code
 * -Dalcedo.docs.write=true} writes it instead.
 */
public final class GeneratedPage {
  private GeneratedPage() {}

  /** Fails where the page is not up to date. */
  public static void check(String page, String expected) throws IOException {
    Path file = root().resolve(page);
    if (Boolean.getBoolean("alcedo.docs.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "%s is generated from the code; to write it anew: ./mvnw"
                + " test -Dtest='*ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dalcedo.docs.write=true",
            page)
        .isEqualTo(expected);
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
