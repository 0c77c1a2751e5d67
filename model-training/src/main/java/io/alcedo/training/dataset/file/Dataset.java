package io.alcedo.training.dataset.file;

import io.alcedo.model.Digests;
import io.alcedo.training.dataset.DatasetRows;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.file.DatasetException.Code;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dataset in a directory: {@value DatasetManifest#FILE}, and Avro files of rows at {@code
 * rows/dt=2026-01-05/part-00000.avro}, by the UTC day of their event times. Other tools can read
 * the rows without this code.
 *
 * @param manifest what describes the rows
 * @param rows the rows
 */
public record Dataset(DatasetManifest manifest, DatasetRows rows) {

  /** Returns the features of a vector, in its order. */
  public List<TrainingFeature> features() {
    return manifest.featureSet().features();
  }

  /** Returns the SHA-256 over all that the dataset holds, in hex. */
  public String digest() {
    return manifest.digest();
  }

  /**
   * Writes a dataset to a directory that does not exist yet; its parents are made. It appears whole
   * or not at all.
   *
   * @param manifest its {@code files} are replaced by what is written
   * @param rows the rows, in the order of their event times
   * @return the description as written
   * @throws DatasetException TAKEN or UNREADABLE
   */
  public static DatasetManifest write(Path directory, DatasetManifest manifest, DatasetRows rows)
      throws DatasetException {
    Path place = directory.toAbsolutePath().normalize();
    if (Files.exists(place)) {
      throw new DatasetException(
          Code.TAKEN, "A dataset is never overwritten: directory=" + directory);
    }
    try {
      Path parent = place.getParent();
      Files.createDirectories(parent);
      Path draft = Files.createTempDirectory(parent, "." + place.getFileName() + "-");
      try {
        DatasetManifest whole = manifest.withFiles(new RowWriter(draft, rows).write());
        Files.write(draft.resolve(DatasetManifest.FILE), DatasetJson.write(whole));
        move(draft, place);
        return whole;
      } catch (IOException | RuntimeException e) {
        delete(draft);
        throw e;
      }
    } catch (IOException e) {
      throw new DatasetException(
          Code.UNREADABLE, "The dataset cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a dataset, every file checked against its digest.
   *
   * @throws DatasetException UNREADABLE or DAMAGED
   */
  public static Dataset read(Path directory) throws DatasetException {
    DatasetManifest manifest = readManifest(directory);
    RowReader reader = new RowReader(manifest);
    for (DatasetManifest.RowFile file : manifest.files()) {
      try {
        Path path = within(directory, file.path());
        String sha256 = Digests.sha256(path);
        if (!sha256.equals(file.sha256())) {
          throw new DatasetException(
              Code.DAMAGED,
              "A dataset's files are those that it was written with: file="
                  + file.path()
                  + ", sha256="
                  + sha256
                  + ", expected="
                  + file.sha256());
        }
        reader.read(path, file);
      } catch (IOException e) {
        throw new DatasetException(
            Code.DAMAGED,
            "A dataset's files can be read: file=" + file.path() + ": " + e.getMessage(),
            e);
      }
    }
    return new Dataset(manifest, reader.rows());
  }

  /**
   * Reads what describes a dataset, without its rows.
   *
   * @throws DatasetException UNREADABLE
   */
  public static DatasetManifest readManifest(Path directory) throws DatasetException {
    Path file = directory.resolve(DatasetManifest.FILE);
    try {
      return DatasetJson.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new DatasetException(
          Code.UNREADABLE,
          "A dataset holds "
              + DatasetManifest.FILE
              + ", as 'alcedo dataset build' writes it: directory="
              + directory
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static Path within(Path directory, String path) throws DatasetException {
    Path root = directory.normalize();
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new DatasetException(Code.DAMAGED, "A dataset's files lie within it: file=" + path);
    }
    return file;
  }

  private static void move(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, place);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
