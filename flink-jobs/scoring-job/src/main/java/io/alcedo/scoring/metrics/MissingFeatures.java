package io.alcedo.scoring.metrics;

import java.util.List;

/**
 * Counts in how many recent vectors each feature of a model had no value. The counts are halved
 * whenever 20,000 vectors are in, so that old ones fade. Thread-safe; a lock is taken once a batch.
 */
public final class MissingFeatures {
  private static final long MOST_VECTORS = 20_000;

  private final List<String> features;
  private final long[] missing;
  private long vectors;

  /** Starts counting for these features, in the order of the vectors. */
  public MissingFeatures(List<String> features) {
    this.features = List.copyOf(features);
    this.missing = new long[features.size()];
  }

  /** Returns the features, in the order of the vectors. */
  public List<String> features() {
    return features;
  }

  /**
   * Counts the vectors of a batch.
   *
   * @param counts for each feature the number of the batch's vectors without it
   * @param count how many vectors the batch has
   */
  public synchronized void add(int[] counts, int count) {
    for (int i = 0; i < missing.length; i++) {
      missing[i] += counts[i];
    }
    vectors += count;
    if (vectors >= MOST_VECTORS) {
      vectors >>= 1;
      for (int i = 0; i < missing.length; i++) {
        missing[i] >>= 1;
      }
    }
  }

  /** Returns for each feature the share of recent vectors without it; 0 before the first one. */
  public synchronized double[] ratios() {
    double[] ratios = new double[missing.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = vectors == 0 ? 0 : (double) missing[i] / vectors;
    }
    return ratios;
  }
}
