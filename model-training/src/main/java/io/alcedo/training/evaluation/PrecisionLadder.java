package io.alcedo.training.evaluation;

import java.util.Arrays;

/**
 * Takes one model's average precision under one set of weights after another, of which only those
 * of some rows ever change. The others, all genuine, count by their own weights and are summed up
 * once, step by step. A pass is as long as there are changing rows. Immutable and thread-safe.
 */
final class PrecisionLadder {
  private final int[] order;
  private final int[] ends;

  /** The weight of the unchanging rows that came since the step before, this step's included. */
  private final double[] unchanging;

  private final byte[] labels;

  /**
   * Prepares a ranking.
   *
   * @param changing the rows whose weights change, ascending; all frauds are among them
   */
  PrecisionLadder(ScoredRows rows, Ranking ranking, int[] changing) {
    int[] places = new int[rows.size()];
    Arrays.fill(places, -1);
    labels = new byte[changing.length];
    for (int place = 0; place < changing.length; place++) {
      places[changing[place]] = place;
      labels[place] = rows.labels()[changing[place]];
    }
    order = new int[changing.length];
    int[] stepEnds = new int[changing.length];
    double[] since = new double[changing.length];
    int count = 0;
    int steps = 0;
    double sum = 0;
    int row = 0;
    for (int step = 0; step < ranking.steps(); step++) {
      int before = count;
      for (; row < ranking.end(step); row++) {
        int place = places[ranking.row(row)];
        if (place >= 0) {
          order[count++] = place;
        } else {
          sum += rows.weight(ranking.row(row));
        }
      }
      if (count > before) {
        stepEnds[steps] = count;
        since[steps++] = sum;
        sum = 0;
      }
    }
    ends = Arrays.copyOf(stepEnds, steps);
    unchanging = Arrays.copyOf(since, steps);
  }

  /** Returns the average precision under these weights, one a changing row; NaN if no fraud. */
  double averagePrecision(float[] weights) {
    double frauds = 0;
    double genuine = 0;
    double sum = 0;
    int next = 0;
    for (int step = 0; step < ends.length; step++) {
      double before = frauds;
      genuine += unchanging[step];
      for (; next < ends[step]; next++) {
        int place = order[next];
        if (labels[place] != 0) {
          frauds += weights[place];
        } else {
          genuine += weights[place];
        }
      }
      if (frauds != before) {
        sum += (frauds - before) * frauds / (frauds + genuine);
      }
    }
    return sum / frauds;
  }
}
