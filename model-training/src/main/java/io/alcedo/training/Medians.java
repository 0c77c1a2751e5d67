package io.alcedo.training;

import io.alcedo.training.dataset.TrainingSet;
import java.util.Arrays;

/**
 * What is typical of each feature among genuine rows: its median and standard deviation where it is
 * known. A feature that is missing in most genuine rows is typically missing: its median is NaN. Of
 * more than {@value #MOST_ROWS} genuine rows, evenly spaced ones stand for all.
 *
 * @param medians one a feature
 * @param deviations one a feature, NaN where it is never known
 */
record Medians(float[] medians, float[] deviations) {
  private static final int MOST_ROWS = 1 << 18;

  static Medians ofGenuine(TrainingSet set) {
    int[] rows = genuine(set);
    float[] medians = new float[set.featureCount()];
    float[] deviations = new float[set.featureCount()];
    float[] values = new float[rows.length];
    for (int feature = 0; feature < medians.length; feature++) {
      int known = 0;
      for (int row : rows) {
        float value = set.value(row, feature);
        if (Float.isFinite(value)) {
          values[known++] = value;
        }
      }
      deviations[feature] = deviation(values, known);
      Arrays.sort(values, 0, known);
      medians[feature] = known * 2L < rows.length || known == 0 ? Float.NaN : middle(values, known);
    }
    return new Medians(medians, deviations);
  }

  private static int[] genuine(TrainingSet set) {
    int total = set.size() - set.frauds();
    int step = 1 + (total - 1) / MOST_ROWS;
    int[] rows = new int[(total + step - 1) / step];
    int seen = 0;
    for (int row = 0; row < set.size(); row++) {
      if (!set.fraud(row)) {
        if (seen % step == 0) {
          rows[seen / step] = row;
        }
        seen++;
      }
    }
    return rows;
  }

  /** A value that occurs: the lower of the middle two, so that a count stays a count. */
  private static float middle(float[] sorted, int count) {
    return sorted[(count - 1) / 2];
  }

  private static float deviation(float[] values, int count) {
    if (count == 0) {
      return Float.NaN;
    }
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += values[i];
    }
    mean /= count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return (float) Math.min(Float.MAX_VALUE, Math.sqrt(squares / count));
  }
}
