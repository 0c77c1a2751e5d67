package io.alcedo.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that was read and passed every check short of loading: the signature and the digests
 * over the very bytes that are held here and later loaded, sizes, no data outside the file,
 * operators, shapes. Immutable, any thread.
 */
public final class ModelBundle {
  private static final Set<String> FILES =
      Set.of(BundleManifest.MODEL_FILE, BundleManifest.FEATURES_FILE);

  private final BundleManifest manifest;
  private final byte[] json;
  private final byte @Nullable [] signature;
  private final @Nullable String signedBy;
  private final byte[] onnx;
  private final @Nullable String featureSet;
  private final String digest;
  private final boolean trees;

  private ModelBundle(
      BundleManifest manifest,
      byte[] json,
      byte @Nullable [] signature,
      @Nullable String signedBy,
      byte[] onnx,
      @Nullable String featureSet,
      boolean trees) {
    this.manifest = manifest;
    this.json = json;
    this.signature = signature;
    this.signedBy = signedBy;
    this.onnx = onnx;
    this.featureSet = featureSet;
    this.digest = Digests.sha256(json);
    this.trees = trees;
  }

  /**
   * Reads and checks a bundle within the default limits without asking who made it: for what was
   * made or verified in this process.
   */
  public static ModelBundle read(Path directory) throws BundleException {
    return read(directory, TrustedKeys.anyUnsigned());
  }

  /** Reads and checks a bundle by one of those who are trusted, within the default limits. */
  public static ModelBundle read(Path directory, TrustedKeys trust) throws BundleException {
    return read(directory, trust, BundleLimits.DEFAULT);
  }

  /**
   * Reads each file of a bundle once and checks it; see {@link BundleProblem} for refusals. The
   * signature comes first: nothing of a bundle by someone who is not trusted is parsed.
   */
  public static ModelBundle read(Path directory, TrustedKeys trust, BundleLimits limits)
      throws BundleException {
    BundleFiles files = new BundleFiles(directory);
    byte[] json = files.read(BundleManifest.MANIFEST_FILE, limits.manifestBytes());
    byte[] signature = files.readIfThere(ManifestSignature.FILE, ManifestSignature.MOST_BYTES);
    String signedBy = trust.signatureNeeded() ? trust.verify(json, signature) : null;
    BundleManifest manifest = BundleManifest.parse(json);
    requireKnownFiles(manifest);
    byte[] onnx = files.read(BundleManifest.MODEL_FILE, limits.modelBytes());
    requireDigest(manifest, BundleManifest.MODEL_FILE, onnx);
    String featureSet = null;
    if (manifest.files().containsKey(BundleManifest.FEATURES_FILE)) {
      byte[] text = files.read(BundleManifest.FEATURES_FILE, limits.featureSetBytes());
      requireDigest(manifest, BundleManifest.FEATURES_FILE, text);
      featureSet = text(text);
    }
    boolean trees = ModelInspection.inspect(manifest, onnx);
    return new ModelBundle(manifest, json, signature, signedBy, onnx, featureSet, trees);
  }

  private static void requireKnownFiles(BundleManifest manifest) throws BundleException {
    for (String file : manifest.files().keySet()) {
      if (!FILES.contains(file)) {
        throw new BundleException(
            BundleProblem.UNREADABLE_MANIFEST, "A bundle has no file of this name: file=" + file);
      }
    }
  }

  private static void requireDigest(BundleManifest manifest, String file, byte[] bytes)
      throws BundleException {
    String actual = Digests.sha256(bytes);
    String expected = manifest.files().get(file);
    if (!actual.equals(expected)) {
      throw new BundleException(
          BundleProblem.DIGEST_MISMATCH,
          "The file is not the one that the manifest vouches for: file="
              + file
              + ", expected="
              + expected
              + ", actual="
              + actual);
    }
  }

  private static String text(byte[] bytes) throws BundleException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BundleException(
          BundleProblem.UNREADABLE_FILE,
          "A feature set is text in UTF-8: file=" + BundleManifest.FEATURES_FILE,
          e);
    }
  }

  /** What the bundle says of its model. */
  public BundleManifest manifest() {
    return manifest;
  }

  /** SHA-256 of the manifest in lower-case hex; as it vouches for the rest, the bundle's own. */
  public String digest() {
    return digest;
  }

  /** The id of the trusted key that signed; null where signatures were not looked at. */
  public @Nullable String signedBy() {
    return signedBy;
  }

  /**
   * The text of the feature set that the model was trained on, in YAML, as the manifest vouches for
   * it; null where the bundle carries none. Whether it compiles to the features of the manifest is
   * for those to check who know features.
   */
  public @Nullable String featureSet() {
    return featureSet;
  }

  /** Whether the model holds tree ensembles, which compute on the CPU whatever is asked for. */
  boolean treeEnsembles() {
    return trees;
  }

  /** The model's bytes; the array is the bundle's own and must not be changed. */
  byte[] onnx() {
    return onnx;
  }

  /** Signs the very bytes of the manifest that was checked. */
  ManifestSignature signedWith(SigningKey key) {
    return key.sign(json);
  }

  /** Returns the very bytes that were read, the signature's too, by the names of their files. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(BundleManifest.MANIFEST_FILE, json);
    files.put(BundleManifest.MODEL_FILE, onnx);
    if (featureSet != null) {
      files.put(BundleManifest.FEATURES_FILE, featureSet.getBytes(StandardCharsets.UTF_8));
    }
    if (signature != null) {
      files.put(ManifestSignature.FILE, signature);
    }
    return files;
  }
}
