package io.alcedo.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A bundle that was read and passed every check short of loading: digests over the very bytes that
 * are held here and later loaded, sizes, no data outside the file, operators, shapes. Immutable,
 * any thread.
 */
public final class ModelBundle {
  private final BundleManifest manifest;
  private final byte[] json;
  private final byte[] onnx;
  private final String digest;
  private final boolean trees;

  private ModelBundle(BundleManifest manifest, byte[] json, byte[] onnx, boolean trees) {
    this.manifest = manifest;
    this.json = json;
    this.onnx = onnx;
    this.digest = Digests.sha256(json);
    this.trees = trees;
  }

  /** Reads and checks a bundle within the default limits. */
  public static ModelBundle read(Path directory) throws BundleException {
    return read(directory, BundleLimits.DEFAULT);
  }

  /** Reads each file of a bundle once and checks it; see {@link BundleProblem} for refusals. */
  public static ModelBundle read(Path directory, BundleLimits limits) throws BundleException {
    byte[] json = bytes(directory, BundleManifest.MANIFEST_FILE, limits.manifestBytes());
    BundleManifest manifest = BundleManifest.parse(json);
    byte[] onnx = bytes(directory, BundleManifest.MODEL_FILE, limits.modelBytes());
    requireFiles(manifest, Digests.sha256(onnx));
    boolean trees = ModelInspection.inspect(manifest, onnx);
    return new ModelBundle(manifest, json, onnx, trees);
  }

  private static void requireFiles(BundleManifest manifest, String actual) throws BundleException {
    for (String file : manifest.files().keySet()) {
      if (!file.equals(BundleManifest.MODEL_FILE)) {
        throw new BundleException(
            BundleProblem.UNREADABLE_MANIFEST, "A bundle has no file of this name: file=" + file);
      }
    }
    String expected = manifest.files().get(BundleManifest.MODEL_FILE);
    if (!actual.equals(expected)) {
      throw new BundleException(
          BundleProblem.DIGEST_MISMATCH,
          "The file is not the one that the manifest vouches for: file="
              + BundleManifest.MODEL_FILE
              + ", expected="
              + expected
              + ", actual="
              + actual);
    }
  }

  private static byte[] bytes(Path directory, String file, long most) throws BundleException {
    Path path = directory.resolve(file);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes((int) most + 1);
      if (bytes.length > most) {
        throw new BundleException(
            BundleProblem.OVERSIZED,
            "A bundle's file has at most " + most + " bytes: file=" + path);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new BundleException(
          BundleProblem.MISSING_FILE, "The bundle lacks a file: file=" + path, e);
    } catch (IOException e) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE, "The file cannot be read: file=" + path + ": " + e, e);
    }
  }

  /** What the bundle says of its model. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** SHA-256 of the manifest in lower-case hex; as it vouches for the model, the bundle's own. */
  public String digest() {
    return digest;
  }

  /** Whether the model holds tree ensembles, which compute on the CPU whatever is asked for. */
  boolean treeEnsembles() {
    return trees;
  }

  /** The model's bytes; the array is the bundle's own and must not be changed. */
  byte[] onnx() {
    return onnx;
  }

  /** Writes the very bytes that were read to an existing directory. */
  void copyTo(Path directory) throws IOException {
    Files.write(directory.resolve(BundleManifest.MANIFEST_FILE), json);
    Files.write(directory.resolve(BundleManifest.MODEL_FILE), onnx);
  }
}
