package io.alcedo.training.dataset.dated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records in dated files: Avro object container files at {@code dt=2026-01-05/part-*.avro} below a
 * directory, by UTC day. Any number of parts may make up a day, and a part appears whole or not at
 * all; files of other names are passed over. A record written by another release of its schema is
 * read as this one's. Vectors lie by the day of their transaction, labels by the day on which they
 * were reported, outcomes by that on which they occurred.
 */
public final class DatedFiles {
  private static final String DAY = "dt=";

  private final Path directory;

  /** Makes the files of this directory. */
  public DatedFiles(Path directory) {
    this.directory = directory;
  }

  /** Returns where a part of a day belongs. */
  public Path part(LocalDate day, String name) {
    return directory.resolve(DAY + day).resolve("part-" + name + ".avro");
  }

  /**
   * Returns the parts of the days up to one, in the order of days and names; empty where the
   * directory does not exist.
   *
   * @param last the last day taken
   */
  public List<Path> parts(LocalDate last) throws IOException {
    return parts(LocalDate.MIN, last);
  }

  /**
   * Returns the parts of some days, in the order of days and names; empty where the directory does
   * not exist.
   *
   * @param first the first day taken
   * @param last the last day taken
   */
  public List<Path> parts(LocalDate first, LocalDate last) throws IOException {
    List<Path> parts = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return parts;
    }
    for (Path day : sorted(directory)) {
      LocalDate date = day(String.valueOf(day.getFileName()));
      if (date == null || date.isBefore(first) || date.isAfter(last) || !Files.isDirectory(day)) {
        continue;
      }
      for (Path part : sorted(day)) {
        String name = String.valueOf(part.getFileName());
        if (name.startsWith("part-") && name.endsWith(".avro")) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  /**
   * Hands every record of a part to a consumer, in the order of the file.
   *
   * @param schema what the records are read as
   * @throws IOException where the file cannot be read, or holds other records
   */
  public static <T extends SpecificRecord> void read(Path part, Schema schema, Consumer<T> consumer)
      throws IOException {
    try (DataFileReader<T> reader =
        new DataFileReader<>(part.toFile(), new SpecificDatumReader<T>(null, schema))) {
      while (reader.hasNext()) {
        consumer.accept(reader.next());
      }
    } catch (IOException | AvroRuntimeException e) {
      throw new IOException(
          "A dated file holds "
              + schema.getName()
              + " records: file="
              + part
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Returns the day that a directory of this name holds, null where it is no day's. */
  public static @Nullable LocalDate day(String name) {
    if (!name.startsWith(DAY)) {
      return null;
    }
    try {
      return LocalDate.parse(name.substring(DAY.length()));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }
}
