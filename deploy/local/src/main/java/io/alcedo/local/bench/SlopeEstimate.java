package io.alcedo.local.bench;

import java.util.Arrays;

/**
 * How much a series grows from one value to the next: the median of the slopes between all pairs of
 * values (Theil 1950), which single jumps hardly move, with the 95 % interval of the slopes' ranks
 * (Sen 1968, Journal of the American Statistical Association 63, section 4). The interval takes the
 * noise of the values to be independent.
 *
 * @param perStep what a step adds
 * @param lower end of the interval
 * @param upper end of the interval
 */
record SlopeEstimate(double perStep, double lower, double upper) {
  private static final double NORMAL_95 = 1.959964;
  private static final int FEWEST = 3;

  /** Estimates the slope of these values, at least three. */
  static SlopeEstimate of(double[] values) {
    int n = values.length;
    if (n < FEWEST) {
      throw new IllegalArgumentException("A slope is of at least three values: values=" + n);
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        slopes[count++] = (values[j] - values[i]) / (j - i);
      }
    }
    Arrays.sort(slopes);
    double spread = NORMAL_95 * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
    int lower = (int) Math.max(0, Math.floor((count - spread) / 2));
    int upper = (int) Math.min(count - 1, Math.ceil((count + spread) / 2));
    double median =
        count % 2 == 1 ? slopes[count / 2] : (slopes[count / 2 - 1] + slopes[count / 2]) / 2;
    return new SlopeEstimate(median, slopes[lower], slopes[upper]);
  }

  /** Returns the slope by single steps, of values that lay so many steps apart. */
  SlopeEstimate spread(int steps) {
    return new SlopeEstimate(perStep / steps, lower / steps, upper / steps);
  }

  /** Returns whether no growth lies within the interval. */
  boolean holdsZero() {
    return lower <= 0 && upper >= 0;
  }
}
