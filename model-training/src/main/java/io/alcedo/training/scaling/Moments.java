package io.alcedo.training.scaling;

import io.alcedo.training.dataset.TrainingSet;

/**
 * Weighted mean and deviation of each feature's known values, and the share of rows without one.
 * Infinite values are neither known nor missing. Takes two passes over the rows, since a sum of
 * squares would lose the deviation of values that are large and close together.
 */
final class Moments {
  final int features;
  private final double[] known;
  private final double[] missing;
  private final double[] means;
  private final double[] squares;

  Moments(TrainingSet rows) {
    features = rows.featureCount();
    known = new double[features];
    missing = new double[features];
    means = new double[features];
    squares = new double[features];
    float[] vector = new float[features];
    for (int row = 0; row < rows.size(); row++) {
      rows.copyVector(row, vector, 0);
      count(vector, rows.weight(row));
    }
    for (int feature = 0; feature < features; feature++) {
      means[feature] = known[feature] > 0 ? means[feature] / known[feature] : 0;
    }
    for (int row = 0; row < rows.size(); row++) {
      rows.copyVector(row, vector, 0);
      spread(vector, rows.weight(row));
    }
  }

  private void count(float[] vector, double weight) {
    for (int feature = 0; feature < features; feature++) {
      if (Float.isFinite(vector[feature])) {
        known[feature] += weight;
        means[feature] += weight * vector[feature];
      } else if (Float.isNaN(vector[feature])) {
        missing[feature] += weight;
      }
    }
  }

  private void spread(float[] vector, double weight) {
    for (int feature = 0; feature < features; feature++) {
      if (Float.isFinite(vector[feature])) {
        double off = vector[feature] - means[feature];
        squares[feature] += weight * off * off;
      }
    }
  }

  /** Returns the mean of a feature's known values; 0 where there are none. */
  double mean(int feature) {
    return means[feature];
  }

  /** Returns the deviation of a feature's known values; 0 where there are none. */
  double deviation(int feature) {
    return known[feature] > 0 ? Math.sqrt(squares[feature] / known[feature]) : 0;
  }

  /** Returns the share of rows, by weight, in which a feature is missing. */
  double missingShare(int feature) {
    double all = known[feature] + missing[feature];
    return all > 0 ? missing[feature] / all : 0;
  }
}
