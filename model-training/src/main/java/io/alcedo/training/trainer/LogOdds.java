package io.alcedo.training.trainer;

/**
 * The logarithm of the odds of a probability, finite for 0 and 1 too: those are taken for half the
 * least float above 0, and for what lies halfway between 1 and the float below it. So a float
 * probability that is larger always has larger log-odds.
 */
public final class LogOdds {
  /** What a probability of 0 is taken for. */
  public static final double LEAST = 0x1p-150;

  /** What a probability of 1 is taken for. */
  public static final double MOST = 1 - 0x1p-25;

  private LogOdds() {}

  /** Returns the log-odds of a probability; NaN for NaN. */
  public static double of(double probability) {
    double inside = Math.min(MOST, Math.max(LEAST, probability));
    return Math.log(inside) - Math.log1p(-inside);
  }

  /** Returns the probability of these log-odds; NaN for NaN. */
  public static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
