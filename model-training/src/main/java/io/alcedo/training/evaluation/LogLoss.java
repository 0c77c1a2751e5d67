package io.alcedo.training.evaluation;

/**
 * The negative logarithm of the probability given to what was true, row by row, in nats.
 * Probabilities closer than 1e-15 to 0 or 1 count as that far. Immutable and thread-safe.
 */
final class LogLoss {
  private static final double NEAREST = 1e-15;

  private final double[] losses;

  private LogLoss(double[] losses) {
    this.losses = losses;
  }

  static LogLoss of(ScoredRows rows) {
    double[] losses = new double[rows.size()];
    for (int row = 0; row < losses.length; row++) {
      double probability = rows.fraud(row) ? rows.score(row) : 1d - rows.score(row);
      losses[row] = -Math.log(Math.min(1 - NEAREST, Math.max(NEAREST, probability)));
    }
    return new LogLoss(losses);
  }

  /** Returns the mean under these weights, one a row. */
  double mean(float[] weights) {
    double sum = 0;
    double total = 0;
    for (int row = 0; row < losses.length; row++) {
      sum += weights[row] * losses[row];
      total += weights[row];
    }
    return sum / total;
  }
}
