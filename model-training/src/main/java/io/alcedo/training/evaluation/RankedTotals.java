package io.alcedo.training.evaluation;

/**
 * How much weight of frauds, of genuine rows and of fraud amounts lies at or above each step of a
 * ranking, and the figures that follow from that alone. Filled again for each set of weights; takes
 * 24 bytes a step and one pass. For one thread at a time until no longer filled.
 */
final class RankedTotals {
  /** What rounding of sums may add to a side that is to be at most the other. */
  private static final double ROUNDING = 1e-9;

  private final Ranking ranking;
  private final byte[] labels;
  private final long[] amounts;
  private final double[] frauds;
  private final double[] genuine;
  private final double[] fraudAmounts;
  private final int last;

  RankedTotals(Ranking ranking, ScoredRows rows) {
    this.ranking = ranking;
    this.labels = rows.labels();
    this.amounts = rows.amounts();
    this.frauds = new double[ranking.steps()];
    this.genuine = new double[ranking.steps()];
    this.fraudAmounts = new double[ranking.steps()];
    this.last = ranking.steps() - 1;
  }

  /** Sums up these weights, one a row. Returns itself. */
  RankedTotals fill(float[] weights) {
    double fraud = 0;
    double good = 0;
    double amount = 0;
    int place = 0;
    for (int step = 0; step <= last; step++) {
      for (int end = ranking.end(step); place < end; place++) {
        int row = ranking.row(place);
        if (labels[row] != 0) {
          fraud += weights[row];
          amount += (double) weights[row] * amounts[row];
        } else {
          good += weights[row];
        }
      }
      frauds[step] = fraud;
      genuine[step] = good;
      fraudAmounts[step] = amount;
    }
    return this;
  }

  Ranking ranking() {
    return ranking;
  }

  /** Returns the frauds at or above a step; 0 for step -1. */
  double frauds(int step) {
    return step < 0 ? 0 : frauds[step];
  }

  /** Returns the genuine rows at or above a step; 0 for step -1. */
  double genuine(int step) {
    return step < 0 ? 0 : genuine[step];
  }

  /** Returns all rows at or above a step; 0 for step -1. */
  double rows(int step) {
    return step < 0 ? 0 : frauds[step] + genuine[step];
  }

  /** Returns the amount of the frauds at or above a step; 0 for step -1. */
  double fraudAmount(int step) {
    return step < 0 ? 0 : fraudAmounts[step];
  }

  /** Returns the last step, at or above which all rows lie. */
  int last() {
    return last;
  }

  /** The area under the ROC curve, ties counting half; NaN where one class is missing. */
  double auc() {
    double area = 0;
    for (int step = 0; step <= last; step++) {
      double before = frauds(step - 1);
      area += (genuine[step] - genuine(step - 1)) * (before + frauds[step]) / 2;
    }
    return area / (frauds[last] * genuine[last]);
  }

  /** The sum over the steps of the recall gained times the precision reached; NaN if no fraud. */
  double averagePrecision() {
    double sum = 0;
    double before = 0;
    for (int step = 0; step <= last; step++) {
      if (frauds[step] != before) {
        sum += (frauds[step] - before) * frauds[step] / (frauds[step] + genuine[step]);
        before = frauds[step];
      }
    }
    return sum / frauds[last];
  }

  /** The recall of the last step at or above which at most this share of genuine rows lies. */
  double recallAtFalsePositiveRate(double rate) {
    double most = rate * genuine[last] * (1 + ROUNDING);
    int low = 0;
    int high = last + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (genuine[middle] <= most) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return frauds(low - 1) / frauds[last];
  }

  /** The share of the fraud amount above the last step with this many genuine rows a fraud. */
  double amountDetectedAt(double genuineAFraud) {
    int reached = last;
    while (reached >= 0 && genuine[reached] > genuineAFraud * frauds[reached] * (1 + ROUNDING)) {
      reached--;
    }
    return fraudAmount(reached) / fraudAmounts[last];
  }
}
