package io.alcedo.training.monitor;

/**
 * Student's t distribution, far out in its tail. Stateless.
 *
 * <p>For an even number of degrees of freedom the tail is a finite sum (Abramowitz and Stegun,
 * "Handbook of Mathematical Functions", 26.7.4), exact to about 1e-15.
 */
final class StudentT {
  private StudentT() {}

  /**
   * Returns the probability of a value at least as far from zero, on either side.
   *
   * @param degrees of freedom; rounded down to an even number of at least 2
   */
  static double bothTails(double value, double degrees) {
    int even = (int) Math.max(1, Math.floor(degrees / 2)) * 2;
    double angle = Math.atan(Math.abs(value) / Math.sqrt(even));
    double cosine = Math.cos(angle) * Math.cos(angle);
    double term = 1;
    double sum = 1;
    for (int i = 1; i < even / 2; i++) {
      term *= (2.0 * i - 1) / (2 * i) * cosine;
      sum += term;
    }
    return Math.max(0, 1 - Math.sin(angle) * sum);
  }
}
