package io.alcedo.training.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientBoostingTrainerTest {
  private static final TrainingSet SET = SyntheticRows.rows(12_000, 6, 3, 0);
  private static final TrainingSet TRAIN = SyntheticRows.part(SET, 0, 9_000);
  private static final TrainingSet VALIDATION = SyntheticRows.part(SET, 9_000, 12_000);
  private static final GradientBoostingSettings SETTINGS =
      GradientBoostingSettings.fast().withThreads(2);

  @Test
  void trainsTheSameModelFromTheSameDataAndSeed() throws Exception {
    assertThat(onnx(SETTINGS)).isEqualTo(onnx(SETTINGS));
    assertThat(onnx(SETTINGS)).isNotEqualTo(onnx(SETTINGS.withSeed(99)));
  }

  @Test
  void tellsFraudsItHasNotSeenFromGenuineRows() throws Exception {
    try (BoostedModel model = train(SETTINGS)) {
      Evaluation evaluation = Evaluation.of(model.predict(VALIDATION), VALIDATION.labels());

      assertThat(evaluation.auc()).isGreaterThan(0.8);
    }
  }

  @Test
  void stopsAtTheTreeThatValidatesBest() throws Exception {
    List<Long> done = new ArrayList<>();
    TrainingProgress progress = (phase, trees, total) -> done.add(trees);
    GradientBoostingSettings eager =
        new GradientBoostingSettings(200, 6, 0.5, 1, 1, 1, 1, 64, 1, 5, 2, 1);
    try (BoostedModel model =
        new GradientBoostingTrainer(eager).train(TRAIN, VALIDATION, progress)) {
      assertThat(model.trees()).isLessThan(200);
      assertThat(done).hasSize(model.trees() + 5 + 1).isSorted().endsWith(200L);
    }
  }

  @Test
  void goesOnFromTheTreesOfAnotherModel() throws Exception {
    GradientBoostingSettings few =
        new GradientBoostingSettings(5, 4, 0.3, 1, 1, 1, 1, 64, 1, 0, 2, 1);
    GradientBoostingTrainer trainer = new GradientBoostingTrainer(few);
    try (BoostedModel first = trainer.train(TRAIN, VALIDATION, TrainingProgress.NONE)) {
      byte[] state = first.state();
      Trainer warm = trainer.from(state);
      assertThat(warm).isNotNull();
      try (FittedModel second = warm.train(TRAIN, VALIDATION, TrainingProgress.NONE);
          FittedModel again = warm.again(second).train(TRAIN, VALIDATION, TrainingProgress.NONE)) {
        assertThat(((BoostedModel) second).trees()).isEqualTo(10);
        assertThat(averagePrecision(second)).isGreaterThan(averagePrecision(first));
        assertThat(again.predict(VALIDATION)).isEqualTo(second.predict(VALIDATION));
        byte[] grown = second.state();
        assertThat(grown).isNotNull();
        assertThat(new GradientBoostingTrainer(few.withTrees(2)).from(grown))
            .as("grown to more than four times as many")
            .isNull();
      }
    }
    assertThatThrownBy(() -> trainer.from(new byte[] {1, 2, 3}))
        .isInstanceOf(TrainingException.class);
  }

  private static double averagePrecision(FittedModel model) throws TrainingException {
    return Evaluation.of(model.predict(VALIDATION), VALIDATION.labels()).averagePrecision();
  }

  @Test
  void contributionsAddUpToTheLogOddsOfTheScore() throws Exception {
    try (BoostedModel model = train(SETTINGS)) {
      float[] vectors = VALIDATION.flat(0, 50);
      float[] scores = model.predict(vectors, 50);
      float[][] contributions = model.contributions(vectors, 50);
      for (int row = 0; row < 50; row++) {
        double sum = 0;
        for (float value : contributions[row]) {
          sum += value;
        }
        assertThat(1 / (1 + Math.exp(-sum)))
            .isCloseTo(scores[row], org.assertj.core.api.Assertions.within(1e-4));
      }
    }
  }

  @Test
  void takesInfiniteValuesAndLeavesTheCallersArrayAlone() throws Exception {
    try (BoostedModel model = train(SETTINGS)) {
      float[] vectors = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1, 1, 1, 1};

      assertThat(model.predict(vectors, 1)[0]).isBetween(0f, 1f);
      assertThat(vectors[0]).isInfinite();
    }
  }

  @Test
  void aBalancedWeightMakesAllFraudsCountAsMuchAsAllGenuineRows() throws Exception {
    GradientBoostingSettings balanced = weighted(GradientBoostingSettings.BALANCED);
    double ratio = (double) (TRAIN.size() - TRAIN.frauds()) / TRAIN.frauds();

    assertThat(onnx(balanced)).isEqualTo(onnx(weighted(ratio))).isNotEqualTo(onnx(weighted(1)));
    assertThat(balanced.byName()).containsEntry("fraudWeight", "balanced");
  }

  private static GradientBoostingSettings weighted(double fraudWeight) {
    return new GradientBoostingSettings(10, 3, 0.3, 1, 1, 1, 1, 64, fraudWeight, 0, 2, 1);
  }

  @Test
  void refusesRowsOfOneClass() {
    TrainingSet genuine =
        TrainingSet.builder(SET.featureNames()).add(new float[6], false, 1, 1).build();

    assertThatThrownBy(
            () ->
                new GradientBoostingTrainer(SETTINGS)
                    .train(genuine, VALIDATION, TrainingProgress.NONE))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.code()).isEqualTo(TrainingException.Code.TOO_LITTLE_DATA))
        .hasMessageContaining("rows=1, frauds=0");
  }

  @Test
  void writesNothingToStandardOutput() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      train(SETTINGS).close();
    } finally {
      System.setOut(before);
    }
    assertThat(captured.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void settingsSayWhichRuleAValueBreaks() {
    assertThatThrownBy(() -> new GradientBoostingSettings(0, 5, 0.1, 1, 1, 1, 1, 256, 1, 20, 2, 1))
        .hasMessage("maxTrees is a whole number, 1 to 10000: maxTrees=0");
    assertThatThrownBy(
            () -> new GradientBoostingSettings(10, 5, Double.NaN, 1, 1, 1, 1, 256, 1, 20, 2, 1))
        .hasMessage("learningRate is a number, above 0, to 1: learningRate=NaN");
    assertThat(GradientBoostingSettings.standard().maxTrees()).isEqualTo(300);
    assertThat(GradientBoostingSettings.fast().withThreads(3).threads()).isEqualTo(3);
  }

  private static byte[] onnx(GradientBoostingSettings settings) throws TrainingException {
    try (BoostedModel model = train(settings)) {
      return model.toOnnx(ExecutionTarget.CPU);
    }
  }

  private static BoostedModel train(GradientBoostingSettings settings) throws TrainingException {
    return new GradientBoostingTrainer(settings).train(TRAIN, VALIDATION, TrainingProgress.NONE);
  }
}
