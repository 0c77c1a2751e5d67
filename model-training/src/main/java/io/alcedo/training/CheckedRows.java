package io.alcedo.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The rows on which an export is held against the trainer: real ones, the same with some values put
 * exactly on a split's threshold or a float beside it, and the same with some values missing. Those
 * are where exports go wrong.
 */
final class CheckedRows {
  private static final long SEED = 1;

  private CheckedRows() {}

  static TrainingSet of(BoostedModel model, TrainingSet set, int most) throws TrainingException {
    float[][] thresholds = thresholds(TreeEnsemble.parse(model.json(), model.trees()));
    Random random = new Random(SEED);
    TrainingSet.Builder rows = TrainingSet.builder(set.featureNames());
    float[] vector = new float[set.featureCount()];
    int step = 1 + (set.size() - 1) / most;
    for (int row = 0; row < set.size(); row += step) {
      set.copyVector(row, vector, 0);
      int kind = (row / step) % 3;
      for (int feature = 0; feature < vector.length && kind > 0; feature++) {
        float[] known = thresholds[feature];
        if (random.nextInt(4) == 0) {
          if (kind == 2) {
            vector[feature] = Float.NaN;
          } else if (known.length > 0) {
            vector[feature] = near(known[random.nextInt(known.length)], random.nextInt(3));
          }
        }
      }
      rows.add(vector, set.fraud(row), set.eventTime(row), set.labelKnownAt(row));
    }
    return rows.build();
  }

  private static float near(float threshold, int which) {
    return which == 0 ? threshold : which == 1 ? Math.nextUp(threshold) : Math.nextDown(threshold);
  }

  /** Returns the thresholds of all splits, by feature. */
  static float[][] thresholds(TreeEnsemble ensemble) {
    List<float[]> byFeature = new ArrayList<>();
    int[] counts = new int[ensemble.features()];
    for (int feature = 0; feature < counts.length; feature++) {
      byFeature.add(new float[16]);
    }
    for (TreeEnsemble.Tree tree : ensemble.trees()) {
      for (int node = 0; node < tree.nodes(); node++) {
        if (!tree.leaf(node)) {
          int feature = tree.feature()[node];
          float[] values = byFeature.get(feature);
          if (counts[feature] == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
            byFeature.set(feature, values);
          }
          values[counts[feature]++] = tree.value()[node];
        }
      }
    }
    float[][] thresholds = new float[counts.length][];
    for (int feature = 0; feature < counts.length; feature++) {
      thresholds[feature] = Arrays.copyOf(byFeature.get(feature), counts[feature]);
    }
    return thresholds;
  }
}
