package io.alcedo.training.evaluation;

import java.util.Arrays;

/**
 * Rows from the highest score down. Rows of one score are one step, so that the order of ties
 * decides nothing. Sorted once, for any number of weights. Immutable and thread-safe.
 */
final class Ranking {
  private final int[] rows;
  private final int[] ends;
  private final float[] scores;

  private Ranking(int[] rows, int[] ends, float[] scores) {
    this.rows = rows;
    this.ends = ends;
    this.scores = scores;
  }

  /** Ranks all rows by these scores, 0 to 1; rows of one score keep their order. */
  static Ranking of(float[] scores) {
    long[] keys = new long[scores.length];
    for (int row = 0; row < keys.length; row++) {
      // Bits of floats that are not negative sort like the floats; + 0f makes -0f a 0f.
      int descending = Integer.MAX_VALUE - Float.floatToIntBits(scores[row] + 0f);
      keys[row] = (long) descending << 32 | row;
    }
    Arrays.parallelSort(keys);
    int[] rows = new int[keys.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) keys[i];
    }
    return stepped(rows, rows.length, scores);
  }

  /** Returns the ranking of those rows whose entry in {@code segments} is the one given. */
  Ranking only(int[] segments, int segment, float[] allScores) {
    int[] kept = new int[rows.length];
    int count = 0;
    for (int row : rows) {
      if (segments[row] == segment) {
        kept[count++] = row;
      }
    }
    return stepped(kept, count, allScores);
  }

  private static Ranking stepped(int[] rows, int count, float[] scores) {
    int[] ends = new int[count];
    float[] steps = new float[count];
    int step = -1;
    for (int i = 0; i < count; i++) {
      float score = scores[rows[i]];
      if (step < 0 || score != steps[step]) {
        steps[++step] = score;
      }
      ends[step] = i + 1;
    }
    return new Ranking(
        Arrays.copyOf(rows, count), Arrays.copyOf(ends, step + 1), Arrays.copyOf(steps, step + 1));
  }

  /** Returns the number of rows. */
  int size() {
    return rows.length;
  }

  /** Returns the number of distinct scores. */
  int steps() {
    return ends.length;
  }

  /** Returns the row at a place, 0 being the highest score's. */
  int row(int place) {
    return rows[place];
  }

  /** Returns the place past the last row of a step. */
  int end(int step) {
    return ends[step];
  }

  /** Returns the score of a step. */
  float score(int step) {
    return scores[step];
  }

  /** Returns the last step whose score is the threshold or more, -1 where there is none. */
  int lastStep(double threshold) {
    int low = 0;
    int high = scores.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] >= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
