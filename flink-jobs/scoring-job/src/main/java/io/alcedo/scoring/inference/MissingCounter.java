package io.alcedo.scoring.inference;

import io.alcedo.scoring.metrics.MissingFeatures;
import java.util.Arrays;

/** Counts a subtask's vectors without a feature, and adds them to the process's once a batch. */
final class MissingCounter {
  private final int[] positions;
  private final int[] counts;
  private final MissingFeatures total;
  private int vectors;

  MissingCounter(int[] positions, MissingFeatures total) {
    this.positions = positions;
    this.counts = new int[positions.length];
    this.total = total;
  }

  void count(float[] vector) {
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] >= vector.length || Float.isNaN(vector[positions[i]])) {
        counts[i]++;
      }
    }
    vectors++;
  }

  void flush() {
    total.add(counts, vectors);
    Arrays.fill(counts, 0);
    vectors = 0;
  }
}
