package io.alcedo.training.calibration;

import io.alcedo.training.trainer.LogOdds;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Rows whose probability of fraud is known, and what a model claims of them; for tests. */
record ClaimedScores(double[] truth, float[] claimed, boolean[] frauds, float[] weights) {

  /**
   * Draws rows of which about 0.45 % are frauds, half of them in a small group of high risk.
   *
   * @param distortion what the model makes of true log-odds
   */
  static ClaimedScores draw(Random random, int rows, DoubleUnaryOperator distortion) {
    double[] truth = new double[rows];
    float[] claimed = new float[rows];
    boolean[] frauds = new boolean[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      truth[row] =
          random.nextInt(100) == 0
              ? -1 + 2.5 * random.nextGaussian()
              : -8 + 1.2 * random.nextGaussian();
      claimed[row] = (float) distortion.applyAsDouble(truth[row]);
      frauds[row] = random.nextDouble() < LogOdds.probability(truth[row]);
      weights[row] = 1;
    }
    return new ClaimedScores(truth, claimed, frauds, weights);
  }

  CalibrationMap fit() {
    return CalibrationFit.of(claimed, frauds, weights);
  }

  /** The mean distance of scores from true probabilities, as a share of the true mean. */
  double error(CalibrationMap map) {
    double sum = 0;
    double mean = 0;
    for (int row = 0; row < truth.length; row++) {
      double probability = LogOdds.probability(truth[row]);
      sum += Math.abs(map.probability(claimed[row]) - probability);
      mean += probability;
    }
    return sum / mean;
  }

  float[] scores(CalibrationMap map) {
    float[] scores = new float[claimed.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = map.probability(claimed[row]);
    }
    return scores;
  }

  byte[] labels() {
    byte[] labels = new byte[frauds.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (byte) (frauds[row] ? 1 : 0);
    }
    return labels;
  }
}
