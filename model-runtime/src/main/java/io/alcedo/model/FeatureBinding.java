package io.alcedo.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a job's vector each of a model's features stands. Immutable, any thread.
 *
 * <p>Features are bound by name and by hash of definition, so that a model never silently reads a
 * feature that is computed otherwise than it was trained on.
 */
public final class FeatureBinding {
  private final int[] positions;

  private FeatureBinding(int[] positions) {
    this.positions = positions;
  }

  /**
   * Binds a model to a job's features, given by name and hash in the order of the job's vector.
   *
   * @throws BundleException UNKNOWN_FEATURE or else FEATURE_CHANGED, naming every feature concerned
   */
  public static FeatureBinding bind(
      BundleManifest manifest, List<String> jobNames, List<String> jobHashes)
      throws BundleException {
    if (jobNames.size() != jobHashes.size()) {
      throw new IllegalArgumentException(
          "Each feature of a job has a hash: names="
              + jobNames.size()
              + ", hashes="
              + jobHashes.size());
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < jobNames.size(); i++) {
      places.put(jobNames.get(i), i);
    }
    List<String> missing = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    int[] positions = new int[manifest.features().size()];
    for (int i = 0; i < positions.length; i++) {
      ModelFeature feature = manifest.features().get(i);
      Integer place = places.get(feature.name());
      if (place == null) {
        missing.add(feature.name());
      } else if (!jobHashes.get(place).equals(feature.hash())) {
        changed.add(feature.name());
      } else {
        positions[i] = place;
      }
    }
    refuse(manifest, missing, changed);
    return new FeatureBinding(positions);
  }

  private static void refuse(BundleManifest manifest, List<String> missing, List<String> changed)
      throws BundleException {
    if (missing.isEmpty() && changed.isEmpty()) {
      return;
    }
    throw new BundleException(
        missing.isEmpty() ? BundleProblem.FEATURE_CHANGED : BundleProblem.UNKNOWN_FEATURE,
        "The job does not compute what the model needs: model="
            + manifest.name()
            + ", version="
            + manifest.version()
            + ", missing="
            + missing
            + ", defined otherwise="
            + changed);
  }

  /** For each of the model's features its position in the job's vector. A copy. */
  public int[] positions() {
    return positions.clone();
  }

  /** The number of the model's features. */
  public int size() {
    return positions.length;
  }

  /** Copies what the model needs of a job's vector into {@code row} from {@code offset} on. */
  public void gather(float[] vector, float[] row, int offset) {
    for (int i = 0; i < positions.length; i++) {
      row[offset + i] = vector[positions[i]];
    }
  }
}
