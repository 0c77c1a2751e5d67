package io.alcedo.local.demo;

/**
 * The demo's rate where none is asked for, which leaves the machine room for the rest: half of what
 * the job sustains by itself. The learning job reads every vector and outcome and trains on the
 * same processors: beside it a third is taken, and no more than {@value #MOST_BESIDE_LEARNING} a
 * second for each processor, or its trainings would end after the demo. Stateless.
 */
final class DefaultRate {
  /** Transactions a second for each processor. */
  static final double MOST_BESIDE_LEARNING = 2_500;

  private static final double LEAST = 100;

  private DefaultRate() {}

  /**
   * Returns transactions a second.
   *
   * @param sustained those that the job sustains by itself
   * @param learning whether the learning job runs beside it
   * @param processors those of this machine
   */
  static double of(double sustained, boolean learning, int processors) {
    double rate =
        learning ? Math.min(sustained / 3, MOST_BESIDE_LEARNING * processors) : sustained / 2;
    return Math.max(LEAST, rate);
  }
}
