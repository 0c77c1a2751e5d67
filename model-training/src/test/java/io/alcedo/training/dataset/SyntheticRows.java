package io.alcedo.training.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows with rare frauds that a few features tell, some values missing; for tests. */
public final class SyntheticRows {
  public static final long START = 1_700_000_000_000L;
  public static final long SPACING_MILLIS = 1_000;

  private SyntheticRows() {}

  public static List<String> names(int features) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      names.add("feature_" + i);
    }
    return names;
  }

  /** Rows a second apart, each label known after the delay. */
  public static TrainingSet rows(int rows, int features, long seed, long delayMillis) {
    Random random = new Random(seed);
    TrainingSet.Builder builder = TrainingSet.builder(names(features));
    float[] vector = new float[features];
    for (int row = 0; row < rows; row++) {
      double risk = -5.2;
      for (int i = 0; i < features; i++) {
        double value = i % 3 == 0 ? random.nextInt(12) : random.nextGaussian();
        vector[i] = random.nextInt(20) == 0 ? Float.NaN : (float) value;
        if (i < 5 && !Float.isNaN(vector[i])) {
          risk += i % 3 == 0 ? 0.15 * value : 0.9 * value * (i % 2 == 0 ? 1 : -1);
        }
      }
      if (Float.isNaN(vector[1])) {
        risk += 1;
      }
      boolean fraud = random.nextDouble() < 1 / (1 + Math.exp(-risk));
      long time = START + row * SPACING_MILLIS;
      builder.add(vector, fraud, time, time + delayMillis);
    }
    return builder.build();
  }

  /** The first and the last part of a set. */
  public static TrainingSet part(TrainingSet set, int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return set.select(rows);
  }
}
