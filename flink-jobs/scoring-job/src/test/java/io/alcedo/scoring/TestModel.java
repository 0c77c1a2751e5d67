package io.alcedo.scoring;

import io.alcedo.features.FeaturePlan;
import io.alcedo.training.ModelTrainer;
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
    TrainingSettings settings = TrainingSettings.fast("test-model");
    try (TrainedModel model =
        new ModelTrainer(settings, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))
            .train(rows(plan), TrainingFeature.of(plan), null, TrainingProgress.NONE)) {
      model.writeTo(directory, TrainingProgress.NONE);
    }
  }

  private static TrainingSet rows(FeaturePlan plan) {
    TrainingSet.Builder rows = TrainingSet.builder(plan.names());
    Random random = new Random(7);
    int amount = plan.names().indexOf("amount");
    for (int row = 0; row < 4_000; row++) {
      float[] vector = plan.newVector();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextFloat() * 50;
      }
      vector[amount] = random.nextFloat() * 1_000;
      boolean fraud = vector[amount] > 900 ? random.nextInt(10) < 8 : random.nextInt(50) == 0;
      rows.add(vector, fraud, row * 1_000L, row * 1_000L);
    }
    return rows.build();
  }
}
