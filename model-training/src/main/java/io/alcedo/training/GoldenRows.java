package io.alcedo.training;

import io.alcedo.model.GoldenVector;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The vectors by which a host checks that its session scores as the trainer did. No row of a real
 * transaction leaves with a bundle: each value comes from a row of its own, so that the vectors
 * cover the data's range without being anyone's. The first holds nothing but NaN.
 */
final class GoldenRows {
  private GoldenRows() {}

  static List<GoldenVector> of(FittedModel model, TrainingSet set, int count, long seed)
      throws TrainingException {
    float[] vectors = mixed(set, count, seed);
    float[] scores = model.predict(vectors, count);
    int features = set.featureCount();
    List<GoldenVector> golden = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[] vector = Arrays.copyOfRange(vectors, i * features, (i + 1) * features);
      golden.add(GoldenVector.of(vector, scores[i]));
    }
    return golden;
  }

  /**
   * Mixes rows: odd ones from frauds alone, so that high scores occur; every fourth loses values.
   */
  private static float[] mixed(TrainingSet set, int count, long seed) {
    Random random = new Random(seed);
    int[] frauds = frauds(set);
    int features = set.featureCount();
    float[] vectors = new float[count * features];
    for (int i = 0; i < count; i++) {
      for (int feature = 0; feature < features; feature++) {
        int row = i % 2 == 1 ? frauds[random.nextInt(frauds.length)] : random.nextInt(set.size());
        boolean missing = i == 0 || (i % 4 == 2 && random.nextInt(3) == 0);
        float value = set.value(row, feature);
        vectors[i * features + feature] = missing || Float.isInfinite(value) ? Float.NaN : value;
      }
    }
    return vectors;
  }

  private static int[] frauds(TrainingSet set) {
    int[] rows = new int[set.frauds()];
    int count = 0;
    for (int row = 0; row < set.size(); row++) {
      if (set.fraud(row)) {
        rows[count++] = row;
      }
    }
    return rows;
  }
}
