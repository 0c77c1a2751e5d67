package io.alcedo.training.calibration;

import io.alcedo.training.trainer.LogOdds;
import java.util.Arrays;

/**
 * A map from the log-odds that a model claims to those that were seen: continuous, made of straight
 * pieces that meet at the knots, and strictly increasing, so that it leaves every order of scores
 * as it is. Knots ascend; piece {@code i} lies below knot {@code i}, the last one above all knots.
 * Immutable.
 */
public final class CalibrationMap {
  /** The least slope of a piece. */
  static final double LEAST_SLOPE = 0.05;

  /** The most slope of a piece. */
  static final double MOST_SLOPE = 10;

  /** The most slope above the last knot, where a map is sure. */
  static final double MOST_LAST_SLOPE = 1;

  /** Stands for infinite log-odds. */
  static final double FAR = 1e6;

  private final double[] knots;
  private final double[] slopes;
  private final double offset;

  /**
   * Makes a map.
   *
   * @param knots where pieces meet, ascending, at least one
   * @param slopes the slope of each piece, one more than knots
   * @param offset the value at the first knot
   */
  CalibrationMap(double[] knots, double[] slopes, double offset) {
    if (knots.length == 0 || slopes.length != knots.length + 1 || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "A map has a finite offset and one more piece than knots: knots="
              + knots.length
              + ", slopes="
              + slopes.length
              + ", offset="
              + offset);
    }
    for (int i = 0; i < slopes.length; i++) {
      if (!(slopes[i] > 0 && slopes[i] <= MOST_SLOPE)
          || (i > 0 && !(Math.abs(knots[i - 1]) < FAR))
          || (i > 1 && !(knots[i - 2] < knots[i - 1]))) {
        throw new IllegalArgumentException(
            "Knots ascend and slopes are above 0, to "
                + MOST_SLOPE
                + ": knots="
                + Arrays.toString(knots)
                + ", slopes="
                + Arrays.toString(slopes));
      }
    }
    this.knots = knots.clone();
    this.slopes = slopes.clone();
    this.offset = offset;
  }

  /** Returns the map that changes nothing. */
  static CalibrationMap identity() {
    return new CalibrationMap(new double[] {0}, new double[] {1, 1}, 0);
  }

  /** Returns the calibrated log-odds; NaN for NaN. */
  public double logOdds(double claimed) {
    double value = offset;
    for (int piece = 0; piece < slopes.length; piece++) {
      value += slopes[piece] * length(knots, piece, claimed);
    }
    return value;
  }

  /** Returns the calibrated probability of a score's log-odds, 0 to 1; NaN for NaN. */
  public float probability(float claimed) {
    return (float) LogOdds.probability(logOdds(claimed));
  }

  /** Returns how far a value reaches into a piece, from the first knot or the piece's lower one. */
  static double length(double[] knots, int piece, double value) {
    double inside = Math.min(upper(knots, piece), Math.max(lower(knots, piece), value));
    return inside - anchor(knots, piece);
  }

  /** Returns the lower end of a piece. */
  static double lower(double[] knots, int piece) {
    return piece == 0 ? -FAR : knots[piece - 1];
  }

  /** Returns the upper end of a piece. */
  static double upper(double[] knots, int piece) {
    return piece == knots.length ? FAR : knots[piece];
  }

  /** Returns from where a piece's length is measured, so that all are 0 at the first knot. */
  static double anchor(double[] knots, int piece) {
    return piece == 0 ? knots[0] : knots[piece - 1];
  }

  /** Returns the number of pieces. */
  int pieces() {
    return slopes.length;
  }

  double[] knots() {
    return knots.clone();
  }

  double[] slopes() {
    return slopes.clone();
  }

  double offset() {
    return offset;
  }

  @Override
  public String toString() {
    return "knots="
        + Arrays.toString(knots)
        + ", slopes="
        + Arrays.toString(slopes)
        + ", offset="
        + offset;
  }
}
