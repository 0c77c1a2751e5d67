package io.alcedo.scoring;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleManifest;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainedModel;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** A small feature set and a quickly trained model of it, for tests. */
public final class TestModel {
  /** Amount and two windows of the card. */
  public static final String FEATURES =
      """
      name: test-cards
      entities: {card: cardToken}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_1d, count: card, window: 1d, family: velocity}
        - {name: card_amount_sum_1d, sum: baseAmount, by: card, window: 1d, family: velocity}
      """;

  private TestModel() {}

  /** Trains a model to which large amounts are fraud, and writes its bundle. */
  public static void write(FeaturePlan plan, Path directory) throws Exception {
    write(plan, "amount", 1_000, Packaging.NONE, directory);
  }

  /**
   * Trains a model to which the last tenth of a feature's values is fraud, and writes its bundle.
   *
   * @param most the feature's largest value
   * @return what the bundle says of the model
   */
  public static BundleManifest write(
      FeaturePlan plan, String feature, float most, Packaging packaging, Path directory)
      throws Exception {
    TrainingSettings settings = TrainingSettings.fast("test-model");
    try (TrainedModel model =
        new ModelTrainer(settings, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))
            .train(
                rows(plan, plan.names().indexOf(feature), most),
                TrainingFeature.of(plan),
                null,
                TrainingProgress.NONE)) {
      return model.writeTo(directory, packaging, TrainingProgress.NONE);
    }
  }

  private static TrainingSet rows(FeaturePlan plan, int telling, float most) {
    TrainingSet.Builder rows = TrainingSet.builder(plan.names());
    Random random = new Random(7);
    for (int row = 0; row < 4_000; row++) {
      float[] vector = plan.newVector();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextFloat() * 50;
      }
      vector[telling] = random.nextFloat() * most;
      boolean fraud =
          vector[telling] > 0.9f * most ? random.nextInt(10) < 8 : random.nextInt(50) == 0;
      rows.add(vector, fraud, row * 1_000L, row * 1_000L);
    }
    return rows.build();
  }
}
