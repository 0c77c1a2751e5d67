package io.alcedo.scoring.inference;

import io.alcedo.scoring.metrics.MissingFeatures;
import java.util.Arrays;

/** Counts a subtask's vectors without a feature, and adds them to the process's once a batch. */
final class MissingCounter {
  /** The bits of a float but for its sign. */
  private static final int MAGNITUDE = 0x7FFFFFFF;

  /** The magnitude of an infinite float; only those of NaN are larger. */
  private static final int INFINITY = 0x7F800000;

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
      counts[i] += positions[i] < vector.length ? oneIfMissing(vector[positions[i]]) : 1;
    }
    vectors++;
  }

  /** Without a branch, which would be guessed wrong for every feature that is sometimes missing. */
  private static int oneIfMissing(float value) {
    return (INFINITY - (Float.floatToRawIntBits(value) & MAGNITUDE)) >>> 31;
  }

  void flush() {
    total.add(counts, vectors);
    Arrays.fill(counts, 0);
    vectors = 0;
  }
}
