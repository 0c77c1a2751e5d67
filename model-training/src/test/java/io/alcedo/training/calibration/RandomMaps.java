package io.alcedo.training.calibration;

import java.util.Arrays;
import java.util.Random;

/** Maps of random shape, and probabilities to try them on; for tests. */
final class RandomMaps {
  private RandomMaps() {}

  static CalibrationMap map(Random random) {
    double[] knots = random.doubles(1 + random.nextInt(8), -12, 9).sorted().toArray();
    double[] slopes = new double[knots.length + 1];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] =
          CalibrationMap.LEAST_SLOPE
              * Math.pow(
                  CalibrationMap.MOST_SLOPE / CalibrationMap.LEAST_SLOPE, random.nextDouble());
    }
    slopes[knots.length] = Math.min(slopes[knots.length], CalibrationMap.MOST_LAST_SLOPE);
    return new CalibrationMap(knots, slopes, 3 * random.nextGaussian());
  }

  /** Distinct float probabilities, ascending: 0, 1, their neighbours, tiny ones, and any. */
  static float[] probabilities(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double logOdds = 24 * (random.nextDouble() - 0.5);
      values[i] =
          switch (random.nextInt(4)) {
            case 0 -> (float) Math.pow(10, -45 * random.nextDouble());
            case 1 -> 1 - random.nextInt(64) * 0x1p-24f;
            default -> (float) (1 / (1 + Math.exp(-logOdds)));
          };
    }
    values[0] = 0;
    values[1] = 1;
    values[2] = Float.MIN_VALUE;
    values[3] = Math.nextDown(1f);
    Arrays.sort(values);
    float[] distinct = new float[count];
    int kept = 0;
    for (float value : values) {
      if (kept == 0 || value > distinct[kept - 1]) {
        distinct[kept++] = value;
      }
    }
    return Arrays.copyOf(distinct, kept);
  }
}
