package io.alcedo.training.calibration;

import java.util.Arrays;

/**
 * Where a map's pieces meet: at equal steps of the distribution of scores in which all frauds
 * together weigh as much as all genuine rows. The last knot ends what was seen often enough.
 */
final class CalibrationKnots {
  /** Knots that lie closer than this are one. */
  private static final double LEAST_DISTANCE = 1e-3;

  /** Where the last knot lies in that distribution: four frauds in a hundred score higher. */
  private static final double LAST = 0.98;

  private CalibrationKnots() {}

  /** Returns at most so many knots, ascending, and at least one. */
  static double[] of(double[] claimed, boolean[] frauds, double[] weights, int most) {
    double[] classWeights = new double[2];
    for (int row = 0; row < claimed.length; row++) {
      classWeights[frauds[row] ? 1 : 0] += weights[row];
    }
    long[] order = new long[claimed.length];
    for (int row = 0; row < order.length; row++) {
      order[row] = (long) sortable((float) claimed[row]) << Integer.SIZE | row;
    }
    Arrays.sort(order);
    double[] knots = new double[most];
    int found = 0;
    double below = 0;
    int wanted = 0;
    for (long key : order) {
      int row = (int) key;
      below += weights[row] / classWeights[frauds[row] ? 1 : 0] / 2;
      while (wanted < most && below >= LAST * (wanted + 1) / most) {
        if (found == 0 || claimed[row] - knots[found - 1] >= LEAST_DISTANCE) {
          knots[found++] = claimed[row];
        }
        wanted++;
      }
    }
    return Arrays.copyOf(knots, found);
  }

  /** Returns integers that sort as the floats do. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ (bits >> (Integer.SIZE - 1) & Integer.MAX_VALUE);
  }
}
