package io.alcedo.training;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.Random;

/**
 * The rows on which an export is held against the trainer: real ones, the same with some values put
 * exactly on a split's threshold or a float beside it, and the same with some values missing. Those
 * are where exports go wrong.
 */
final class CheckedRows {
  private static final long SEED = 1;

  private CheckedRows() {}

  static TrainingSet of(FittedModel model, TrainingSet set, int most) throws TrainingException {
    float[][] jumps = model.jumps();
    Random random = new Random(SEED);
    TrainingSet.Builder rows = TrainingSet.builder(set.featureNames());
    float[] vector = new float[set.featureCount()];
    int step = 1 + (set.size() - 1) / most;
    for (int row = 0; row < set.size(); row += step) {
      set.copyVector(row, vector, 0);
      int kind = (row / step) % 3;
      for (int feature = 0; feature < vector.length && kind > 0; feature++) {
        float[] known = jumps[feature];
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
}
