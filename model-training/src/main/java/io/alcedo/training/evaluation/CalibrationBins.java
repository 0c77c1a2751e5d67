package io.alcedo.training.evaluation;

import java.util.Arrays;

/**
 * Groups of neighbouring steps of a ranking with about the same weight of rows, within which the
 * mean score is held against the share of frauds. Made once, from the rows' own weights, and used
 * for all resamples. Immutable.
 */
final class CalibrationBins {
  private final int[] ends;

  private CalibrationBins(int[] ends) {
    this.ends = ends;
  }

  /**
   * Parts the steps from the highest down.
   *
   * @param lastStep the last step to take in, -1 for none
   * @param most how many groups there are at most
   */
  static CalibrationBins of(RankedTotals totals, int lastStep, int most) {
    int[] ends = new int[most];
    int count = 0;
    double total = totals.rows(lastStep);
    int reached = 0;
    for (int step = 0; step <= lastStep; step++) {
      int quantile = (int) Math.floor(totals.rows(step) / total * most + 1e-9);
      if (quantile > reached || step == lastStep) {
        reached = quantile;
        ends[count++] = step + 1;
      }
    }
    return new CalibrationBins(Arrays.copyOf(ends, count));
  }

  /** Returns the number of groups. */
  int count() {
    return ends.length;
  }

  /** Returns the first step of a group. */
  int first(int bin) {
    return bin == 0 ? 0 : ends[bin - 1];
  }

  /** Returns the last step of a group. */
  int last(int bin) {
    return ends[bin] - 1;
  }

  /** Returns the sum of the scores of a group's rows. */
  double scores(RankedTotals totals, int bin) {
    double sum = 0;
    for (int step = first(bin); step < ends[bin]; step++) {
      sum += (totals.rows(step) - totals.rows(step - 1)) * totals.ranking().score(step);
    }
    return sum;
  }

  /** Returns the weight of the frauds of a group. */
  double frauds(RankedTotals totals, int bin) {
    return totals.frauds(last(bin)) - totals.frauds(first(bin) - 1);
  }

  /** Returns the weight of a group. */
  double rows(RankedTotals totals, int bin) {
    return totals.rows(last(bin)) - totals.rows(first(bin) - 1);
  }

  /** The mean distance between score and share of frauds over the groups; NaN without any row. */
  double error(RankedTotals totals) {
    double sum = 0;
    for (int bin = 0; bin < ends.length; bin++) {
      sum += Math.abs(scores(totals, bin) - frauds(totals, bin));
    }
    return sum / (ends.length == 0 ? 0 : totals.rows(last(ends.length - 1)));
  }
}
