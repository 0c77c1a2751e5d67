package io.alcedo.training.boosting;

import java.util.Random;

/**
 * What a search varies of {@link GradientBoostingSettings}.
 *
 * @param maxDepth levels of splits a tree at most
 * @param learningRate the share of each tree's correction that is taken over
 * @param minChildWeight the least sum of second derivatives in a leaf
 * @param l2 the penalty on squared leaf values
 * @param rowSample the share of rows that each tree sees
 * @param featureSample the share of features that each tree sees
 */
record TreeShape(
    int maxDepth,
    double learningRate,
    double minChildWeight,
    double l2,
    double rowSample,
    double featureSample) {

  /**
   * Draws a shape: depth 3 to 8, learning rate 0.02 to 0.2, child weight 0.5 to 50 and penalty 0.2
   * to 20 (these three by their logarithm), samples of half to all. To three digits, so that it can
   * be asked for again by hand.
   */
  static TreeShape draw(Random random) {
    return new TreeShape(
        3 + random.nextInt(6),
        logarithmic(random, 0.02, 0.2),
        logarithmic(random, 0.5, 50),
        logarithmic(random, 0.2, 20),
        rounded(0.5 + 0.5 * random.nextDouble()),
        rounded(0.5 + 0.5 * random.nextDouble()));
  }

  private static double logarithmic(Random random, double least, double most) {
    return rounded(least * Math.pow(most / least, random.nextDouble()));
  }

  /** Rounds to three digits. */
  private static double rounded(double value) {
    double scale = Math.pow(10, 2 - Math.floor(Math.log10(value)));
    return Math.round(value * scale) / scale;
  }
}
