package io.alcedo.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.report.ReasonMeans;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.Trainers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertReasonsTest {
  private static final long SEED = 20260418;
  private static final List<TrainingFeature> FEATURES =
      List.of(
          new TrainingFeature("amount", "hash_amount", "amount"),
          new TrainingFeature("noise", "hash_noise", "noise"));

  @TempDir private Path directory;

  @Test
  void meansAreOfTheHighestAlerts() throws Exception {
    WindowTraining training =
        new WindowTraining(
            "reasons",
            seed -> Trainers.onClassPath().named("logistic").trainer(Map.of(), seed),
            FEATURES,
            InstantSource.system());
    TrainingSet test = traffic(3_000, SEED + 1);
    try (BundleScorer scorer =
        training.train(
            traffic(5_000, SEED), 1, directory.resolve("bundle"), TrainingProgress.NONE)) {
      float[] scores = scorer.scores(test);
      double threshold = scorer.manifest().thresholds().review();
      int alerts = (int) IntStream.range(0, 3_000).filter(i -> scores[i] >= threshold).count();
      assertThat(alerts).as("alerts, seed %d", SEED).isGreaterThan(5);

      AlertReasons all = AlertReasons.of(scorer, test);
      AlertReasons some = AlertReasons.of(scorer, test, 5);

      assertThat(all.alerts()).isEqualTo(alerts);
      assertThat(all.explained()).isEqualTo(alerts);
      assertThat(all.means()).isEqualTo(highest(scorer, test, scores, alerts));
      assertThat(some.alerts()).isEqualTo(alerts);
      assertThat(some.explained()).isEqualTo(5);
      assertThat(some.means()).isEqualTo(highest(scorer, test, scores, 5));
      assertThat(all.means().families().get(0).family()).isEqualTo("amount");
    }
  }

  /** The means over the highest scores, found by looking through all of them for each. */
  private static ReasonMeans highest(
      BundleScorer scorer, TrainingSet test, float[] scores, int number) throws Exception {
    float[] left = scores.clone();
    ReasonMeans.Sums sums = ReasonMeans.sums();
    for (int i = 0; i < number; i++) {
      int best = 0;
      for (int row = 1; row < left.length; row++) {
        best = left[row] > left[best] ? row : best;
      }
      sums.add(scorer.explain(test, best, scores[best]), test.fraud(best), test.weight(best));
      left[best] = -1;
    }
    return sums.means();
  }

  private static TrainingSet traffic(int rows, long seed) {
    Random random = new Random(seed);
    TrainingSet.Builder builder = TrainingSet.builder(List.of("amount", "noise"));
    for (int row = 0; row < rows; row++) {
      boolean fraud = random.nextInt(20) == 0;
      float amount = (float) (random.nextGaussian() + (fraud ? 3 : 0));
      float weight = 1 + random.nextInt(3);
      builder.add(
          new float[] {amount, (float) random.nextGaussian()},
          fraud,
          row * 1_000L,
          row * 1_000L,
          weight,
          RowFacts.NONE);
    }
    return builder.build();
  }
}
