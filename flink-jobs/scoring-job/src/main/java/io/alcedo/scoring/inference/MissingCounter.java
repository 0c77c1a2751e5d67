package io.alcedo.scoring.inference;

import io.alcedo.scoring.metrics.MissingFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts a subtask's vectors without a feature, and adds them to the process's once a batch. */
final class MissingCounter {
  /** The bits of a float but for its sign. */
  private static final int MAGNITUDE = 0x7FFFFFFF;

  /** The magnitude of an infinite float; only those of NaN are larger. */
  private static final int INFINITY = 0x7F800000;

  /** Floats of one line of the processor's cache. */
  private static final int LINE = 16;

  private final int[] positions;
  private final int[] counts;
  private final MissingFeatures total;
  private final List<float[]> vectors = new ArrayList<>();

  /** What depends on all that was fetched, so that fetching it cannot be left out. */
  private int fetched;

  MissingCounter(int[] positions, MissingFeatures total) {
    this.positions = positions;
    this.counts = new int[positions.length];
    this.total = total;
  }

  /**
   * Takes a vector of the batch, and reads a value of each line of its memory: a vector that has
   * waited is cold, and memory answers many requests in the time of one.
   */
  void add(float[] vector) {
    for (int i = vector.length - 1; i >= 0; i -= LINE) {
      fetched ^= Float.floatToRawIntBits(vector[i]);
    }
    vectors.add(vector);
  }

  /** Counts the vectors of the batch, and lets them go. */
  void count() {
    for (int i = 0; i < vectors.size(); i++) {
      count(vectors.get(i));
    }
    total.add(counts, vectors.size());
    Arrays.fill(counts, 0);
    vectors.clear();
  }

  private void count(float[] vector) {
    for (int i = 0; i < positions.length; i++) {
      counts[i] += positions[i] < vector.length ? oneIfMissing(vector[positions[i]]) : 1;
    }
  }

  /** Without a branch, which would be guessed wrong for every feature that is sometimes missing. */
  private static int oneIfMissing(float value) {
    return (INFINITY - (Float.floatToRawIntBits(value) & MAGNITUDE)) >>> 31;
  }
}
