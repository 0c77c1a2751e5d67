package io.alcedo.scoring.guard;

import java.util.Arrays;

/**
 * How a model's scores are distributed, in eight steps of their odds relative to the odds from
 * which the model calls for attention, each step twice the one before. What lies far below, as
 * nearly all scores do, is one step: a model may tell the harmless from the very harmless as it
 * likes. Owned by one thread.
 */
final class ScoreHistogram {
  /** The number of steps. */
  static final int STEPS = 8;

  /** The first step of scores that call for attention. */
  static final int ALERTS = 4;

  private static final double EDGE = 1e-6;

  private final long[] counts;

  ScoreHistogram() {
    this(new long[STEPS]);
  }

  private ScoreHistogram(long[] counts) {
    this.counts = counts;
  }

  /** A histogram of these counts. */
  static ScoreHistogram of(long[] counts) {
    if (counts.length != STEPS) {
      throw new IllegalArgumentException(
          "A histogram has " + STEPS + " steps: steps=" + counts.length);
    }
    return new ScoreHistogram(counts.clone());
  }

  /** Adds a score of a model whose scores call for attention from odds of {@code 1 / scale} on. */
  void add(float score, float scale) {
    counts[step(score, scale)]++;
  }

  /** Returns how many scores call for attention. */
  long alerts() {
    long alerts = 0;
    for (int i = ALERTS; i < STEPS; i++) {
      alerts += counts[i];
    }
    return alerts;
  }

  void add(ScoreHistogram other) {
    for (int i = 0; i < STEPS; i++) {
      counts[i] += other.counts[i];
    }
  }

  void subtract(ScoreHistogram other) {
    for (int i = 0; i < STEPS; i++) {
      counts[i] -= other.counts[i];
    }
  }

  void halve() {
    for (int i = 0; i < STEPS; i++) {
      counts[i] >>= 1;
    }
  }

  long count(int step) {
    return counts[step];
  }

  long[] counts() {
    return counts.clone();
  }

  long total() {
    return Arrays.stream(counts).sum();
  }

  ScoreHistogram copy() {
    return of(counts);
  }

  /** The reciprocal of the odds from which scores call for attention. */
  static float scale(double review) {
    double inside = Math.max(EDGE, Math.min(1 - EDGE, review));
    return (float) ((1 - inside) / inside);
  }

  private static int step(float score, float scale) {
    int exponent = Math.getExponent(score / (1 - score) * scale);
    return Math.max(0, Math.min(STEPS - 1, exponent + ALERTS));
  }

  /**
   * The population stability index between two histograms: the sum over steps of (p − q) ln(p / q),
   * each share from counts with a half added, so that an empty step weighs what its absence tells
   * and no more. 0 for equal shares; above 0.25 is commonly called a large shift.
   */
  static double stabilityIndex(ScoreHistogram one, ScoreHistogram other) {
    double oneTotal = one.total() + STEPS / 2.0;
    double otherTotal = other.total() + STEPS / 2.0;
    double index = 0;
    for (int i = 0; i < STEPS; i++) {
      double p = (one.counts[i] + 0.5) / oneTotal;
      double q = (other.counts[i] + 0.5) / otherTotal;
      index += (p - q) * Math.log(p / q);
    }
    return index;
  }
}
