package io.alcedo.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a job's vector each of a model's features stands. Immutable, any thread.
 *
 * <p>Features are bound by the hash of their definition, so that a model never silently reads a
 * feature that is computed otherwise than it was trained on, and so that a job may call a feature
 * otherwise: where it computes what several models need, names may be taken.
 */
public final class FeatureBinding {
  private final int[] positions;
  private final int places;

  private FeatureBinding(int[] positions) {
    this.positions = positions;
    this.places = Arrays.stream(positions).max().orElse(-1) + 1;
  }

  /**
   * Binds a model to a job's features, given by name and hash in the order of the job's vector. Of
   * places with the same hash the first is taken; names are for messages.
   *
   * @throws BundleException UNKNOWN_FEATURE or, where all that is missing is there under its name
   *     with another definition, FEATURE_CHANGED, naming every feature concerned
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
    Map<String, Integer> placeOfHash = new HashMap<>();
    for (int i = 0; i < jobHashes.size(); i++) {
      placeOfHash.putIfAbsent(jobHashes.get(i), i);
    }
    List<String> missing = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    int[] positions = new int[manifest.features().size()];
    for (int i = 0; i < positions.length; i++) {
      ModelFeature feature = manifest.features().get(i);
      Integer place = placeOfHash.get(feature.hash());
      if (place != null) {
        positions[i] = place;
      } else {
        (jobNames.contains(feature.name()) ? changed : missing).add(feature.name());
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

  /** How many leading places of the job's vector hold all that the model needs. */
  public int places() {
    return places;
  }

  /** Copies what the model needs of a job's vector into {@code row} from {@code offset} on. */
  public void gather(float[] vector, float[] row, int offset) {
    for (int i = 0; i < positions.length; i++) {
      row[offset + i] = vector[positions[i]];
    }
  }
}
