package io.alcedo.training.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientBoostingSearchTest {
  private static final TrainingSet SET = SyntheticRows.rows(9_000, 6, 21, 0);
  private static final TrainingSet TRAIN = SyntheticRows.part(SET, 0, 5_000);
  private static final TrainingSet VALIDATION = SyntheticRows.part(SET, 5_000, 9_000);
  private static final GradientBoostingSettings GIVEN =
      new GradientBoostingSettings(20, 2, 0.01, 1, 1, 1, 1, 64, 1, 5, 2, 4);

  @Test
  void triesAsManySettingsAsTheBudgetSaysAndTrainsOnceMore() throws Exception {
    int[] trainings = {0};
    List<Long> done = new ArrayList<>();
    TrainingProgress progress =
        (phase, trees, total) -> {
          assertThat(total).isEqualTo(5 * 20);
          trainings[0] += trees % 20 == 1 ? 1 : 0;
          done.add(trees);
        };
    try (BoostedModel model =
        new GradientBoostingSearch(GIVEN, 4).train(TRAIN, VALIDATION, progress)) {
      assertThat(model.trials()).hasSize(4);
      assertThat(model.trials().get(0).settings()).isEqualTo(GIVEN);
      assertThat(trainings[0]).isEqualTo(5);
      assertThat(done).isSorted().endsWith(100L);
    }
  }

  @Test
  void trainsWithTheSettingsThatDidBest() throws Exception {
    try (BoostedModel model = search(5)) {
      SearchTrial best = model.trials().get(0);
      for (SearchTrial trial : model.trials()) {
        best = trial.averagePrecision() > best.averagePrecision() ? trial : best;
      }

      assertThat(best).isNotEqualTo(model.trials().get(0));
      try (BoostedModel alone = train(best.settings(), VALIDATION)) {
        assertThat(model.toOnnx(ExecutionTarget.CPU)).isEqualTo(alone.toOnnx(ExecutionTarget.CPU));
      }
    }
  }

  @Test
  void judgesByTheLaterValidationRowsAndStopsByTheEarlierOnes() throws Exception {
    long[] frauds = new long[VALIDATION.frauds()];
    int count = 0;
    for (int row = 0; row < VALIDATION.size(); row++) {
      if (VALIDATION.fraud(row)) {
        frauds[count++] = row;
      }
    }
    int half = (int) frauds[count / 2];
    TrainingSet later = SyntheticRows.part(VALIDATION, half, VALIDATION.size());
    try (BoostedModel model = search(1);
        BoostedModel alone = train(GIVEN, SyntheticRows.part(VALIDATION, 0, half))) {
      SearchTrial trial = model.trials().get(0);

      assertThat(trial.trees()).isEqualTo(alone.trees());
      assertThat(trial.averagePrecision())
          .isEqualTo(Evaluation.of(alone.predict(later), later.labels()).averagePrecision());
    }
  }

  @Test
  void choosesTheSameFromTheSameRowsAndSeed() throws Exception {
    try (BoostedModel first = search(3);
        BoostedModel again = search(3);
        BoostedModel longer = search(4);
        BoostedModel other =
            new GradientBoostingSearch(GIVEN.withSeed(5), 3)
                .train(TRAIN, VALIDATION, TrainingProgress.NONE)) {
      assertThat(again.trials()).isEqualTo(first.trials());
      assertThat(again.toOnnx(ExecutionTarget.CPU)).isEqualTo(first.toOnnx(ExecutionTarget.CPU));
      assertThat(longer.trials()).startsWith(first.trials().toArray(SearchTrial[]::new));
      assertThat(
              other.trials().get(1).settings().maxDepth() * other.trials().get(1).settings().l2())
          .isNotEqualTo(
              first.trials().get(1).settings().maxDepth() * first.trials().get(1).settings().l2());
    }
  }

  @Test
  void recordsEveryTrialAndTheChoiceInTheModelsFacts() throws Exception {
    try (BoostedModel model = search(3)) {
      SearchTrial second = model.trials().get(1);

      assertThat(model.facts())
          .containsEntry("searchTrials", 3d)
          .containsEntry("trial0.learningRate", 0.01)
          .containsEntry("trial1.maxDepth", (double) second.settings().maxDepth())
          .containsEntry("trial1.averagePrecision", second.averagePrecision())
          .containsKeys("searchChosen", "trees", "trial2.l2")
          .doesNotContainKey("trial3.l2");
      assertThat(new GradientBoostingSearch(GIVEN, 3).settings())
          .containsEntry("searchTrials", "3")
          .containsEntry("learningRate", "0.01");
    }
    try (BoostedModel plain = train(GIVEN, VALIDATION)) {
      assertThat(plain.facts()).containsOnlyKeys("trees");
    }
  }

  @Test
  void drawsFromTheRangesStated() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      TreeShape shape = TreeShape.draw(random);

      assertThat(shape.maxDepth()).as("seed=%d", seed).isBetween(3, 8);
      assertThat(shape.learningRate()).as("seed=%d", seed).isBetween(0.02, 0.2);
      assertThat(shape.minChildWeight()).as("seed=%d", seed).isBetween(0.5, 50d);
      assertThat(shape.l2()).as("seed=%d", seed).isBetween(0.2, 20d);
      assertThat(shape.rowSample()).as("seed=%d", seed).isBetween(0.5, 1d);
      assertThat(shape.featureSample()).as("seed=%d", seed).isBetween(0.5, 1d);
      assertThat(Double.toString(shape.l2()).replace(".", "").replaceFirst("^0+", ""))
          .hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void refusesWhatItCannotJudge() {
    assertThatThrownBy(() -> new GradientBoostingSearch(GIVEN, 0)).hasMessageContaining("budget=0");
    TrainingSet.Builder one = TrainingSet.builder(SET.featureNames());
    for (int row = 0; row < 50; row++) {
      one.add(new float[6], row == 30, row, row);
    }
    assertThatThrownBy(
            () ->
                new GradientBoostingSearch(GIVEN, 2)
                    .train(TRAIN, one.build(), TrainingProgress.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("earlier validation")
        .hasMessageContaining("rows=30, frauds=0");
  }

  private static BoostedModel search(int budget) throws TrainingException {
    return new GradientBoostingSearch(GIVEN, budget)
        .train(TRAIN, VALIDATION, TrainingProgress.NONE);
  }

  private static BoostedModel train(GradientBoostingSettings settings, TrainingSet validation)
      throws TrainingException {
    return new GradientBoostingTrainer(settings).train(TRAIN, validation, TrainingProgress.NONE);
  }
}
