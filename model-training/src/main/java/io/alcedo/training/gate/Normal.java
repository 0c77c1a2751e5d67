package io.alcedo.training.gate;

/**
 * The standard normal distribution. The upper tail is the density times Laplace's continued
 * fraction where z is large, and one half less the density times the series of z, z^3/3, z^5/15 ...
 * near 0: good to about 1e-13 of its value on either side.
 */
final class Normal {
  private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);
  private static final double FAR = 3;
  private static final double FARTHEST = 38;
  private static final int FRACTIONS = 80;

  private Normal() {}

  /** Returns the probability of a value above z; NaN for NaN. */
  static double above(double z) {
    if (z < 0) {
      return 1 - above(-z);
    }
    double density = Math.exp(-z * z / 2) / ROOT_OF_TWO_PI;
    if (z > FAR) {
      double fraction = z;
      for (int i = FRACTIONS; i > 0; i--) {
        fraction = z + i / fraction;
      }
      return density / fraction;
    }
    double term = z;
    double sum = z;
    for (int i = 3; term > 1e-18 * sum; i += 2) {
      term *= z * z / i;
      sum += term;
    }
    return 0.5 - density * sum;
  }

  /**
   * Returns the z above which a value lies with this probability.
   *
   * @param probability above 0, below 1
   */
  static double quantileAbove(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "A probability is between 0 and 1: probability=" + probability);
    }
    double low = -FARTHEST;
    double high = FARTHEST;
    for (double middle = 0; low < middle && middle < high; middle = (low + high) / 2) {
      if (above(middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
