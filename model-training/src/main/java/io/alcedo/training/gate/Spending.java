package io.alcedo.training.gate;

/**
 * How a chance of error is spent: over the attempts to replace a champion, and within an attempt
 * over the looks at one challenger.
 *
 * <p>Over attempts: the t-th attempt of all may err with probability s (g(t) + the sum of g(t - p)
 * over the numbers p of earlier attempts that were promoted), where g(j) = 6 / (pi j)^2 sums to 1.
 * So all attempts before the first promotion together err with probability s at most, however many
 * there are and however they depend on each other, and each promotion opens a budget of s for those
 * that follow. That is the rule LORD++ of A. Ramdas, F. Yang, M. J. Wainwright and M. I. Jordan
 * ("Online control of the false discovery rate with decaying memory", Advances in Neural
 * Information Processing Systems 30, 2017) with W0 = s and alpha = 2 s, from the second promotion
 * on spending half of what it allows: of the promotions over the years at most 2 s are expected to
 * be of models that are not better.
 *
 * <p>Over looks: by the time a share f of the labels has come, at most 2 (1 - Phi(z / sqrt(f))) is
 * spent, z being the normal quantile above which half of the attempt's level lies (the spending
 * function of K. K. G. Lan and D. L. DeMets, "Discrete sequential boundaries for clinical trials",
 * Biometrika 70, 1983, that resembles O'Brien and Fleming's bounds). Early looks ask for much, and
 * nearly all is left for the last. A look may spend what has been freed and not spent; levels add
 * up, which holds however looks depend on each other and costs little, as early ones spend next to
 * nothing.
 */
final class Spending {
  private static final double FIRST_SHARE = 6 / (Math.PI * Math.PI);

  private Spending() {}

  /** Returns the share of a budget that goes to the j-th attempt after it opened, from 1 on. */
  static double share(int j) {
    return FIRST_SHARE / ((double) j * j);
  }

  /**
   * Returns what may have been spent of an attempt's level.
   *
   * @param level the attempt's level, above 0, below 1
   * @param fraction the share of the labels that has come, above 0; beyond 1 it counts as 1
   */
  static double freed(double level, double fraction) {
    if (fraction >= 1) {
      return level;
    }
    return 2 * Normal.above(Normal.quantileAbove(level / 2) / Math.sqrt(fraction));
  }
}
