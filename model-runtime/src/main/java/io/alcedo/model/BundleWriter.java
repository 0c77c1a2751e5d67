package io.alcedo.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes bundles. A bundle appears whole or not at all: it is written beside its place and moved
 * there. The same manifest, model, feature set and key always give the same bytes.
 */
public final class BundleWriter {
  private BundleWriter() {}

  /** Writes a bundle without feature set and signature. */
  public static BundleManifest write(Path directory, BundleManifest manifest, byte[] onnx)
      throws BundleException {
    return write(directory, manifest, onnx, null, null);
  }

  /**
   * Writes a bundle to a directory that does not exist yet; its parents are made.
   *
   * @param manifest its {@code files} are replaced by what is written
   * @param featureSet the YAML text of the feature set that the model was trained on, null for none
   * @param key who vouches for the bundle, null for nobody
   * @return the manifest as written
   * @throws BundleException UNREADABLE_FILE where the place is taken or cannot be written
   */
  public static BundleManifest write(
      Path directory,
      BundleManifest manifest,
      byte[] onnx,
      @Nullable String featureSet,
      @Nullable SigningKey key)
      throws BundleException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(BundleManifest.MODEL_FILE, onnx);
    if (featureSet != null) {
      files.put(BundleManifest.FEATURES_FILE, featureSet.getBytes(StandardCharsets.UTF_8));
    }
    Map<String, String> digests = new TreeMap<>();
    files.forEach((file, bytes) -> digests.put(file, Digests.sha256(bytes)));
    BundleManifest whole = manifest.withFiles(digests);
    byte[] json = whole.toJson();
    files.put(BundleManifest.MANIFEST_FILE, json);
    if (key != null) {
      files.put(ManifestSignature.FILE, key.sign(json).toBytes());
    }
    place(directory.toAbsolutePath().normalize(), files);
    return whole;
  }

  /**
   * Writes the very bytes of a bundle that was read, its signature's too, to a directory that does
   * not exist yet.
   *
   * @throws BundleException UNREADABLE_FILE where the place is taken or cannot be written
   */
  public static void copy(ModelBundle bundle, Path directory) throws BundleException {
    place(directory.toAbsolutePath().normalize(), bundle.files());
  }

  private static void place(Path place, Map<String, byte[]> files) throws BundleException {
    if (Files.exists(place)) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "A bundle is never overwritten: directory=" + place);
    }
    try {
      Path parent = place.getParent();
      Files.createDirectories(parent);
      Path draft = Files.createDirectory(Directories.draft(place));
      try {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          Files.write(draft.resolve(file.getKey()), file.getValue());
        }
        move(draft, place);
      } catch (IOException e) {
        Directories.delete(draft);
        throw e;
      }
    } catch (IOException e) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "The bundle cannot be written: " + e, e);
    }
  }

  /**
   * Signs the bundle of a directory, after checking that it is whole; a signature that it had is
   * replaced.
   *
   * @throws BundleException why it is no bundle, or UNREADABLE_FILE where it cannot be written
   */
  public static ManifestSignature sign(Path directory, SigningKey key) throws BundleException {
    ManifestSignature signature = ModelBundle.read(directory).signedWith(key);
    Path place = directory.resolve(ManifestSignature.FILE);
    Path draft = Directories.draft(place);
    try {
      Files.write(draft, signature.toBytes());
      Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "The signature cannot be written: " + e, e);
    }
    return signature;
  }

  private static void move(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, place);
    }
  }
}
