package io.alcedo.training.calibration;

import java.util.Arrays;

/**
 * Fits a {@link CalibrationMap} to scores and what was true, by penalised maximum likelihood.
 *
 * <p>With the knots given, calibrated log-odds are linear in the offset and the slopes, so this is
 * a logistic regression of a few variables: convex, with one best answer, found by Newton steps
 * that are kept within the bounds of the slopes (Bertsekas, "Projected Newton methods for
 * optimization problems with simple constraints", 1982). The penalty pulls slopes towards their
 * neighbours', hence the whole towards a straight line, and weakly towards 1, the model as it is.
 * Below sixty frauds there is but one slope, which is Platt's method; thousands give the shape that
 * is there.
 *
 * <p>Above the last knot too little was seen to learn another slope: the map goes on as below it.
 * Where it says 0.999, it goes on no steeper than the model itself: steeper, and distinct scores
 * would soon all become the float 1.
 *
 * <p>Row weights count as rows, scaled so that they come to the effective number of rows, (sum w)^2
 * / sum w^2: a few rows of great weight do not outweigh the penalty. The offset is free. The same
 * input gives the same map.
 */
final class CalibrationFit {
  /** Rows of the rarer class, the frauds, for each knot. */
  private static final int ROWS_PER_KNOT = 30;

  private static final int MOST_KNOTS = 8;

  /** The log-odds of a probability of 0.999. */
  private static final double SURE = 7;

  private static final double MOST_LOG_ODDS = 50;
  private static final int MOST_STEPS = 60;
  private static final double LEAST_STEP = 1e-6;
  private static final double ENOUGH = 1e-12;

  private CalibrationFit() {}

  /**
   * Returns the map that fits.
   *
   * @param claimed the log-odds of each score, no NaN
   * @param frauds what was true of each row; both happen
   * @param weights how many rows each one stands for, above 0
   */
  static CalibrationMap of(float[] claimed, boolean[] frauds, float[] weights) {
    double[] inside = new double[claimed.length];
    double[] scaled = new double[claimed.length];
    double sum = 0;
    double squares = 0;
    int positive = 0;
    for (int row = 0; row < inside.length; row++) {
      if (Float.isNaN(claimed[row])) {
        throw new IllegalArgumentException("A score to calibrate is a number: row=" + row);
      }
      inside[row] = Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, claimed[row]));
      sum += weights[row];
      squares += (double) weights[row] * weights[row];
      positive += frauds[row] ? 1 : 0;
    }
    if (positive == 0 || positive == inside.length) {
      throw new IllegalArgumentException(
          "Frauds and genuine rows calibrate a score: rows="
              + inside.length
              + ", frauds="
              + positive);
    }
    for (int row = 0; row < scaled.length; row++) {
      scaled[row] = weights[row] * sum / squares;
    }
    int rarer = Math.min(positive, inside.length - positive);
    int most = Math.max(1, Math.min(MOST_KNOTS, rarer / ROWS_PER_KNOT));
    double[] knots = CalibrationKnots.of(inside, frauds, scaled, most);
    return fit(new CalibrationLikelihood(inside, frauds, scaled, knots), knots);
  }

  /** Goes down by Newton steps from the map that changes nothing. */
  private static CalibrationMap fit(CalibrationLikelihood likelihood, double[] knots) {
    double[] at = new double[knots.length + 1];
    Arrays.fill(at, 1);
    at[0] = knots[0];
    double loss = likelihood.loss(at);
    for (int step = 0; step < MOST_STEPS; step++) {
      CalibrationLikelihood.Slope slope = likelihood.slope(at);
      double[] direction = slope.newton(at);
      double[] next = at;
      double lower = loss;
      for (double length = 1; length > LEAST_STEP && lower >= loss; length /= 2) {
        next = CalibrationLikelihood.within(at, direction, length);
        lower = likelihood.loss(next);
      }
      if (!(loss - lower > ENOUGH * (1 + Math.abs(loss)))) {
        break;
      }
      at = next;
      loss = lower;
    }
    return bent(knots, Arrays.copyOfRange(at, 1, at.length), at[0]);
  }

  /** Ends the last slope where a map is sure. */
  private static CalibrationMap bent(double[] knots, double[] fitted, double offset) {
    int last = knots.length - 1;
    double top = offset;
    for (int piece = 1; piece < knots.length; piece++) {
      top += fitted[piece] * (knots[piece] - knots[piece - 1]);
    }
    double further = Math.max(0, SURE - top);
    double[] ends = knots.clone();
    ends[last] += further / fitted[last];
    double[] slopes = Arrays.copyOf(fitted, knots.length + 1);
    slopes[knots.length] = Math.min(CalibrationMap.MOST_LAST_SLOPE, fitted[last]);
    return new CalibrationMap(ends, slopes, last == 0 ? offset + further : offset);
  }
}
