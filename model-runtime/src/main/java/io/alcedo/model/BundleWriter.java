package io.alcedo.model;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Writes bundles. A bundle appears whole or not at all: it is written beside its place and moved
 * there. The same manifest and model always give the same bytes.
 */
public final class BundleWriter {
  private BundleWriter() {}

  /**
   * Writes a bundle to a directory that does not exist yet; its parents are made.
   *
   * @param manifest its {@code files} are replaced by what is written
   * @return the manifest as written
   * @throws BundleException UNREADABLE_FILE where the place is taken or cannot be written
   */
  public static BundleManifest write(Path directory, BundleManifest manifest, byte[] onnx)
      throws BundleException {
    BundleManifest whole =
        manifest.withFiles(Map.of(BundleManifest.MODEL_FILE, Digests.sha256(onnx)));
    Path place = directory.toAbsolutePath().normalize();
    if (Files.exists(place)) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "A bundle is never overwritten: directory=" + place);
    }
    try {
      Path parent = place.getParent();
      Files.createDirectories(parent);
      Path draft = Files.createTempDirectory(parent, "." + place.getFileName() + "-");
      try {
        Files.write(draft.resolve(BundleManifest.MODEL_FILE), onnx);
        Files.write(draft.resolve(BundleManifest.MANIFEST_FILE), whole.toJson());
        move(draft, place);
      } catch (IOException e) {
        Directories.delete(draft);
        throw e;
      }
    } catch (IOException e) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "The bundle cannot be written: " + e, e);
    }
    return whole;
  }

  private static void move(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, place);
    }
  }
}
