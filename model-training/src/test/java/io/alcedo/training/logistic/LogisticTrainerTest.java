package io.alcedo.training.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.onnx.OnnxSession;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.scaling.Standardiser;
import io.alcedo.training.trainer.Trainers;
import io.alcedo.training.trainer.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticTrainerTest {
  private static final int FEATURES = 6;
  private static final TrainingSet SET = SyntheticRows.rows(8_000, FEATURES, 3, 0);
  private static final TrainingSet TRAIN = SyntheticRows.part(SET, 0, 6_000);
  private static final TrainingSet VALIDATION = SyntheticRows.part(SET, 6_000, 8_000);

  @Test
  void noOtherCoefficientsHaveALowerLoss() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TrainingSet rows = weighted(random, 800);
    LogisticSettings settings = new LogisticSettings(0.7, 3, true, 8, 100);
    double[] best = train(settings, rows).coefficients();
    double least = loss(best, rows, settings);

    for (int i = 0; i < best.length; i++) {
      double[] up = best.clone();
      double[] down = best.clone();
      up[i] += 1e-4;
      down[i] -= 1e-4;
      double slope = (loss(up, rows, settings) - loss(down, rows, settings)) / 2e-4;
      assertThat(slope).as("slope of %d, seed=%d", i, seed).isCloseTo(0, within(2e-3));
    }
    for (int trial = 0; trial < 200; trial++) {
      double[] other = best.clone();
      for (int i = 0; i < other.length; i++) {
        other[i] += random.nextGaussian() * Math.pow(10, -random.nextInt(4));
      }
      assertThat(loss(other, rows, settings)).as("seed=%d", seed).isGreaterThan(least);
    }
  }

  @Test
  void aWeightCountsAsSoManyRows() throws Exception {
    TrainingSet.Builder weighted = TrainingSet.builder(SET.featureNames());
    TrainingSet.Builder repeated = TrainingSet.builder(SET.featureNames());
    float[] vector = new float[FEATURES];
    for (int row = 0; row < 1_000; row++) {
      SET.copyVector(row, vector, 0);
      weighted.add(vector, SET.fraud(row), row, row, 1 + row % 3, RowFacts.NONE);
      for (int time = 0; time <= row % 3; time++) {
        repeated.add(vector, SET.fraud(row), row, row);
      }
    }
    double[] expected = train(LogisticSettings.standard(), repeated.build()).coefficients();
    double[] actual = train(LogisticSettings.standard(), weighted.build()).coefficients();

    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void theExportedGraphScoresAsTheTrainerDoes() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LogisticModel model = train(LogisticSettings.standard(), TRAIN);
    int rows = 3_000;
    float[] vectors = new float[rows * FEATURES];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] =
          switch (random.nextInt(8)) {
            case 0 -> Float.NaN;
            case 1 -> Float.intBitsToFloat(random.nextInt());
            case 2 -> random.nextBoolean() ? Float.MAX_VALUE : Float.NEGATIVE_INFINITY;
            default -> (float) random.nextGaussian() * 3;
          };
    }
    float[] expected = model.predict(vectors, rows);
    try (OnnxSession session = new OnnxSession(model.toOnnx(ExecutionTarget.CPU))) {
      float[] actual = session.score(vectors, rows);
      for (int row = 0; row < rows; row++) {
        assertThat(actual[row])
            .as("row %d, seed=%d", row, seed)
            .isBetween(0f, 1f)
            .isCloseTo(expected[row], within(2e-6f));
      }
    }
  }

  @Test
  void trainsTheSameModelFromTheSameRows() throws Exception {
    byte[] first = train(LogisticSettings.standard(), TRAIN).toOnnx(ExecutionTarget.CPU);

    assertThat(train(LogisticSettings.standard(), TRAIN).toOnnx(ExecutionTarget.CPU))
        .isEqualTo(first);
    assertThat(train(LogisticSettings.standard(), VALIDATION).toOnnx(ExecutionTarget.CPU))
        .isNotEqualTo(first);
  }

  @Test
  void tellsFraudsItHasNotSeenFromGenuineRows() throws Exception {
    LogisticModel model = train(LogisticSettings.standard(), TRAIN);
    Evaluation evaluation = Evaluation.of(model.predict(VALIDATION), VALIDATION.labels());

    assertThat(evaluation.auc()).isGreaterThan(0.8);
    assertThat(model.facts().get("iterations")).isBetween(3d, 20d);
    // One column more for each feature, all of which are missing at times, and the constant.
    assertThat(model.coefficients()).hasSize(2 * FEATURES + 1);
  }

  @Test
  void settlesOnRowsThatALineTellsApart() throws Exception {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("feature"));
    for (int row = 0; row < 400; row++) {
      builder.add(new float[] {row}, row >= 390, row, row);
    }
    LogisticModel model = train(new LogisticSettings(1e-6, 1, true, 20, 100), builder.build());

    assertThat(model.predict(new float[] {380, 399}, 2)[0]).isLessThan(1e-3f);
    assertThat(model.predict(new float[] {380, 399}, 2)[1]).isGreaterThan(0.999f);
  }

  @Test
  void saysWhereTheCoefficientsDidNotSettle() {
    assertThatThrownBy(() -> train(new LogisticSettings(1, 1, true, 20, 1), TRAIN))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.code()).isEqualTo(TrainingException.Code.TRAINER_FAILED))
        .hasMessage(
            "The coefficients settle within maxIterations: iterations=1, maxIterations=1;"
                + " a larger l2 helps");
  }

  @Test
  void refusesRowsOfOneClass() {
    TrainingSet genuine =
        TrainingSet.builder(SET.featureNames()).add(new float[FEATURES], false, 1, 1).build();

    assertThatThrownBy(() -> train(LogisticSettings.standard(), genuine))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.code()).isEqualTo(TrainingException.Code.TOO_LITTLE_DATA))
        .hasMessageContaining("training rows")
        .hasMessageContaining("rows=1, frauds=0");
  }

  @Test
  void reportsItsStepsUpToTheEnd() throws Exception {
    List<Long> done = new ArrayList<>();
    new LogisticTrainer(LogisticSettings.standard())
        .train(TRAIN, VALIDATION, (phase, steps, total) -> done.add(steps));

    assertThat(done).isSorted().startsWith(1L).endsWith(100L);
  }

  @Test
  void isOfferedByNameWithItsSettings() {
    var trainer = Trainers.onClassPath().named("logistic").trainer(Map.of("l2", "0.5"), 1);

    assertThat(trainer).isInstanceOf(LogisticTrainer.class);
    assertThat(trainer.settings())
        .containsExactly(
            Map.entry("l2", "0.5"),
            Map.entry("fraudWeight", "1"),
            Map.entry("missingColumns", "true"),
            Map.entry("deviations", "20"),
            Map.entry("maxIterations", "100"));
    assertThatThrownBy(() -> new LogisticSettings(0, 1, true, 20, 100))
        .hasMessage("l2 is a number, above 0: l2=0");
  }

  private static LogisticModel train(LogisticSettings settings, TrainingSet rows)
      throws TrainingException {
    return new LogisticTrainer(settings).train(rows, VALIDATION, TrainingProgress.NONE);
  }

  /** The loss as its definition has it, written anew. */
  private static double loss(double[] point, TrainingSet rows, LogisticSettings settings) {
    Standardiser standardiser = Standardiser.of(rows, settings.deviations(), true);
    int width = standardiser.columns();
    float[] columns = standardiser.apply(rows.flat(0, rows.size()), rows.size());
    double loss = 0;
    for (int row = 0; row < rows.size(); row++) {
      double sum = point[width];
      for (int column = 0; column < width; column++) {
        sum += point[column] * columns[row * width + column];
      }
      double probability = 1 / (1 + Math.exp(-sum));
      double likelihood = rows.fraud(row) ? probability : 1 - probability;
      loss -=
          rows.weight(row)
              * (rows.fraud(row) ? settings.fraudWeight() : 1)
              * Math.log(Math.max(likelihood, 1e-300));
    }
    for (int column = 0; column < width; column++) {
      loss += settings.l2() * point[column] * point[column] / 2;
    }
    return loss;
  }

  private static TrainingSet weighted(Random random, int rows) {
    TrainingSet.Builder builder = TrainingSet.builder(SET.featureNames());
    float[] vector = new float[FEATURES];
    int from = random.nextInt(4_000);
    for (int row = 0; row < rows; row++) {
      SET.copyVector(from + row, vector, 0);
      boolean fraud = SET.fraud(from + row) || random.nextInt(30) == 0;
      builder.add(vector, fraud, row, row, 0.5f + random.nextInt(3), RowFacts.NONE);
    }
    return builder.build();
  }
}
