package io.alcedo.retraining.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatedMirrorTest {
  @TempDir private Path directory;

  @Test
  void localFilesAreReadWhereTheyAre() throws Exception {
    Path files = part("scored-features/dt=2026-01-05/part-0.avro", "one");

    DatedMirror mirror =
        new DatedMirror(
            new org.apache.flink.core.fs.Path(directory.resolve("files").toUri()),
            directory.resolve("copies"));

    assertThat(mirror.refreshed(LocalDate.MIN).resolve("scored-features/dt=2026-01-05/part-0.avro"))
        .isEqualTo(files);
    assertThat(directory.resolve("copies")).doesNotExist();
  }

  @Test
  void othersAreCopiedOnceAndGoWhenTheyAreGone() throws Exception {
    Path first = part("verdicts/labels/dt=2026-01-05/part-0.avro", "one");
    part("verdicts/labels/dt=2026-01-05/.part-1.avro.inprogress", "half");
    DatedMirror mirror =
        new DatedMirror(
            new org.apache.flink.core.fs.Path(
                RemoteFiles.SCHEME + ":" + directory.resolve("files").toUri().getPath()),
            directory.resolve("copies"));
    Path copy =
        mirror.refreshed(LocalDate.MIN).resolve("verdicts/labels/dt=2026-01-05/part-0.avro");
    assertThat(copy).hasContent("one");
    assertThat(copy.resolveSibling(".part-1.avro.inprogress")).doesNotExist();
    FileTime marked = FileTime.fromMillis(12_345_000);
    Files.setLastModifiedTime(copy, marked);

    Path second = part("verdicts/labels/dt=2026-01-06/part-2.avro", "two");
    mirror.refreshed(LocalDate.MIN);
    assertThat(Files.getLastModifiedTime(copy)).as("copied once").isEqualTo(marked);
    assertThat(directory.resolve("copies/verdicts/labels/dt=2026-01-06/part-2.avro"))
        .hasSameTextualContentAs(second);

    Files.delete(first);
    mirror.refreshed(LocalDate.MIN);
    assertThat(copy).doesNotExist();
  }

  @Test
  void ofDaysThatAreTooEarlyNoneIsCopiedNorKept() throws Exception {
    part("scored-features/dt=2026-01-05/part-0.avro", "one");
    part("scored-features/dt=2026-01-06/part-0.avro", "two");
    part("verdicts/labels/dt=2026-01-07/part-0.avro", "three");
    DatedMirror mirror =
        new DatedMirror(
            new org.apache.flink.core.fs.Path(
                RemoteFiles.SCHEME + ":" + directory.resolve("files").toUri().getPath()),
            directory.resolve("copies"));

    Path copies = mirror.refreshed(LocalDate.parse("2026-01-06"));
    assertThat(copies.resolve("scored-features/dt=2026-01-05")).doesNotExist();
    assertThat(copies.resolve("scored-features/dt=2026-01-06/part-0.avro")).hasContent("two");

    mirror.refreshed(LocalDate.parse("2026-01-07"));
    assertThat(copies.resolve("scored-features/dt=2026-01-06/part-0.avro")).doesNotExist();
    assertThat(copies.resolve("verdicts/labels/dt=2026-01-07/part-0.avro")).hasContent("three");
  }

  private Path part(String name, String content) throws IOException {
    Path file = directory.resolve("files").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
