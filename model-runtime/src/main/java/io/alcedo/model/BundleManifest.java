package io.alcedo.model;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of its model: {@code manifest.json}. Features stand in the order of the
 * model's input. {@code files} maps each other file of the bundle to its SHA-256 in lower-case hex;
 * {@link BundleWriter} fills it, whatever it held. Immutable.
 *
 * @param target where the model is meant to compute; it computes elsewhere too, if more slowly
 * @param parentVersion the version this model was to replace, null for a first one
 */
public record BundleManifest(
    String name,
    String version,
    Instant createdAt,
    List<ModelFeature> features,
    ModelInput input,
    ModelOutput output,
    Thresholds thresholds,
    TrainingWindow trainingWindow,
    Map<String, Double> metrics,
    @Nullable String parentVersion,
    List<GoldenVector> goldenVectors,
    Map<String, String> files,
    ExecutionTarget target) {

  /** The file that holds the model. */
  public static final String MODEL_FILE = "model.onnx";

  /** The file that holds the text of the feature set; bundles may lack it. */
  public static final String FEATURES_FILE = "features.yaml";

  /** The file that holds the manifest. */
  public static final String MANIFEST_FILE = "manifest.json";

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Copies the collections and checks that the parts agree with each other. */
  public BundleManifest {
    features = List.copyOf(features);
    goldenVectors = List.copyOf(goldenVectors);
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    requireIdentifier("name", name);
    requireIdentifier("version", version);
    requireFeatures(features);
    requireShapes(features.size(), input, goldenVectors);
    metrics.forEach(BundleManifest::requireMetric);
    files.forEach(BundleManifest::requireFile);
  }

  private static void requireIdentifier(String what, String text) {
    if (!IDENTIFIER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "A model's " + what + " matches " + IDENTIFIER + ": " + what + "=" + text);
    }
  }

  private static void requireFeatures(List<ModelFeature> features) {
    if (features.isEmpty()) {
      throw new IllegalArgumentException("A model has at least one feature");
    }
    Set<String> names = new HashSet<>();
    for (ModelFeature feature : features) {
      if (!names.add(feature.name())) {
        throw new IllegalArgumentException("A model has a feature once: feature=" + feature.name());
      }
    }
  }

  private static void requireShapes(int features, ModelInput input, List<GoldenVector> vectors) {
    if (!input.shape().equals(List.of(-1L, (long) features))) {
      throw new IllegalArgumentException(
          "An input has the shape [-1, " + features + "]: shape=" + input.shape());
    }
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("A manifest has at least one golden vector");
    }
    for (int i = 0; i < vectors.size(); i++) {
      if (vectors.get(i).values().size() != features) {
        throw new IllegalArgumentException(
            "A golden vector has a value for each of "
                + features
                + " features: goldenVectors["
                + i
                + "]="
                + vectors.get(i).values().size());
      }
    }
  }

  private static void requireMetric(String metric, double value) {
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("A metric is finite or NaN: " + metric + "=" + value);
    }
  }

  private static void requireFile(String file, String sha256) {
    if (!IDENTIFIER.matcher(file).matches() || !SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "A bundle's file has a plain name and a SHA-256: " + file + "=" + sha256);
    }
  }

  /** The same manifest vouching for these files (name to SHA-256). */
  public BundleManifest withFiles(Map<String, String> others) {
    return new BundleManifest(
        name,
        version,
        createdAt,
        features,
        input,
        output,
        thresholds,
        trainingWindow,
        metrics,
        parentVersion,
        goldenVectors,
        others,
        target);
  }

  /** The same manifest with these golden vectors. */
  public BundleManifest withGoldenVectors(List<GoldenVector> others) {
    return new BundleManifest(
        name,
        version,
        createdAt,
        features,
        input,
        output,
        thresholds,
        trainingWindow,
        metrics,
        parentVersion,
        others,
        files,
        target);
  }

  /** Canonical JSON: the same manifest always gives the same bytes. */
  public byte[] toJson() {
    return ManifestJson.write(this);
  }

  /**
   * Reads a manifest strictly: an unknown key, a missing one and a value of the wrong kind are
   * refused, all of them in one message.
   */
  public static BundleManifest parse(byte[] json) throws BundleException {
    return ManifestJson.read(json);
  }
}
