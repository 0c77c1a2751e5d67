package io.alcedo.retraining.training;

import io.alcedo.training.dataset.dated.DatedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/**
 * The dated files where a training can read them: as they are, where they lie in the local file
 * system; else the days that are needed are copied to a local directory, each part once, as a part
 * never changes. Parts that are gone, or of earlier days, are taken away here too. For one thread.
 */
final class DatedMirror {
  private final org.apache.flink.core.fs.Path source;
  private final Path copies;

  /**
   * Makes a mirror.
   *
   * @param source the directory of dated files, of any file system that Flink knows
   * @param copies where copies go, if any are needed
   */
  DatedMirror(org.apache.flink.core.fs.Path source, Path copies) {
    this.source = source;
    this.copies = copies;
  }

  /**
   * Returns a local directory that holds all parts there are of some days, or more.
   *
   * @param first the first of these days
   */
  Path refreshed(LocalDate first) throws IOException {
    if (!source.getFileSystem().isDistributedFS()) {
      return Path.of(source.getPath());
    }
    Set<Path> wanted = new HashSet<>();
    copy(source, copies, first, wanted);
    if (Files.isDirectory(copies)) {
      try (Stream<Path> files = Files.walk(copies)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!wanted.contains(file)) {
            Files.delete(file);
          }
        }
      }
    }
    return copies;
  }

  private static void copy(
      org.apache.flink.core.fs.Path from, Path to, LocalDate first, Set<Path> wanted)
      throws IOException {
    FileSystem files = from.getFileSystem();
    if (!files.exists(from)) {
      return;
    }
    for (FileStatus entry : files.listStatus(from)) {
      String name = entry.getPath().getName();
      Path target = to.resolve(name);
      if (entry.isDir()) {
        LocalDate day = DatedFiles.day(name);
        if (day == null || !day.isBefore(first)) {
          copy(entry.getPath(), target, first, wanted);
        }
      } else if (name.startsWith("part-")) {
        wanted.add(target);
        if (!Files.exists(target) || Files.size(target) != entry.getLen()) {
          fetch(files, entry.getPath(), to, target);
        }
      }
    }
  }

  private static void fetch(
      FileSystem files, org.apache.flink.core.fs.Path from, Path directory, Path target)
      throws IOException {
    Files.createDirectories(directory);
    Path draft = directory.resolve("." + target.getFileName() + ".tmp");
    try (InputStream in = files.open(from)) {
      Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
