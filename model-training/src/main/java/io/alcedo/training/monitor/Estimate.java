package io.alcedo.training.monitor;

/**
 * A figure with the interval that holds the true one in 95 of 100 cases. NaN where nothing was
 * counted. Immutable.
 *
 * @param value the figure
 * @param low the lower end
 * @param high the upper end
 * @param count how many cases it rests on
 */
public record Estimate(double value, double low, double high, long count) {
  private static final double NORMAL_95 = 1.959964;

  /**
   * Returns a share with Wilson's score interval (Wilson, "Probable Inference, the Law of
   * Succession, and Statistical Inference", 1927).
   */
  static Estimate share(long hits, long of) {
    if (of == 0) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    double share = (double) hits / of;
    double squared = NORMAL_95 * NORMAL_95 / of;
    double middle = (share + squared / 2) / (1 + squared);
    double reach =
        NORMAL_95 * Math.sqrt(share * (1 - share) / of + squared / (4 * of)) / (1 + squared);
    return new Estimate(share, Math.max(0, middle - reach), Math.min(1, middle + reach), of);
  }

  /**
   * Returns observed over expected with Byar's interval of a Poisson count (Breslow and Day,
   * "Statistical Methods in Cancer Research", volume 2, 1987), made wider where counts vary more
   * than a Poisson's do: frauds come in runs.
   *
   * @param dispersion the variance of counts over their mean; below 1 counts as 1
   */
  static Estimate ratio(long observed, double expected, double dispersion) {
    if (!(expected > 0)) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN, observed);
    }
    double normal = NORMAL_95 * Math.sqrt(Math.max(1, dispersion));
    double low = observed == 0 ? 0 : observed * byar(observed, -normal);
    double high = (observed + 1) * byar(observed + 1.0, normal);
    return new Estimate(observed / expected, low / expected, high / expected, observed);
  }

  private static double byar(double count, double normal) {
    return Math.pow(Math.max(0, 1 - 1 / (9 * count) + normal / (3 * Math.sqrt(count))), 3);
  }
}
