package io.alcedo.benchmarks;

import io.alcedo.features.FeatureReplay;

/**
 * Vectors of the set card-payments, as simulated transactions have them, that a benchmark walks
 * over again and again: so many that branch predictors do not learn them. One thread only.
 */
final class Vectors {
  /** How many there are: a power of two. */
  static final int COUNT = 1 << 14;

  private final int features;
  private final float[] vectors;
  private int next;

  Vectors() {
    Traffic traffic = new Traffic();
    FeatureReplay replay = new FeatureReplay(traffic.plan);
    features = traffic.plan.size();
    vectors = new float[COUNT * features];
    float[] vector = traffic.plan.newVector();
    for (int i = 0; i < COUNT; i++) {
      traffic.advance();
      replay.transaction(traffic.idHash(), traffic.row(), vector);
      System.arraycopy(vector, 0, vectors, i * features, features);
    }
  }

  /** Returns how many values a vector has. */
  int features() {
    return features;
  }

  /**
   * Copies the next vectors to the beginning of an array, row after row; a power of two of them.
   */
  void next(float[] rows, int count) {
    System.arraycopy(vectors, next * features, rows, 0, count * features);
    next = (next + count) % COUNT;
  }
}
