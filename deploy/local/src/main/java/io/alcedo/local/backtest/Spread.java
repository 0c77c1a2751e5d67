package io.alcedo.local.backtest;

import java.util.Arrays;
import java.util.List;

/**
 * A figure over seeds.
 *
 * @param values one a seed, in the order of the seeds
 */
record Spread(List<Double> values) {
  /** Copies the values, of which there is at least one. */
  Spread {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A spread is over at least one seed");
    }
  }

  /** Returns the middle value; between the two middle ones of an even number. */
  double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return sorted()[0];
  }

  double most() {
    double[] sorted = sorted();
    return sorted[sorted.length - 1];
  }

  private double[] sorted() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
