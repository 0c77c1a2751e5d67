package io.alcedo.training.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.onnx.OnnxSession;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TreeEnsembleExportTest {
  private static final int FEATURES = 9;
  private static final long SEED = 42;

  private static BoostedModel model;
  private static OnnxSession session;

  @BeforeAll
  static void train() throws Exception {
    TrainingSet set = SyntheticRows.rows(12_000, FEATURES, SEED, 0);
    GradientBoostingSettings settings =
        new GradientBoostingSettings(60, 6, 0.2, 1, 1, 0.8, 0.8, 256, 1, 0, 2, 7);
    model =
        new GradientBoostingTrainer(settings)
            .train(
                SyntheticRows.part(set, 0, 10_000),
                SyntheticRows.part(set, 10_000, 12_000),
                TrainingProgress.NONE);
    session = new OnnxSession(model.toOnnx(ExecutionTarget.CPU));
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
    model.close();
  }

  @Test
  void scoresRandomRowsAsTheTrainerDoes() throws Exception {
    Random random = new Random(SEED);
    float[] vectors = new float[20_000 * FEATURES];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = random.nextInt(10) == 0 ? Float.NaN : (float) (random.nextGaussian() * 4);
    }
    assertSameScores(vectors);
  }

  @Test
  void scoresValuesAtThresholdsAndTheirNeighboursAsTheTrainerDoes() throws Exception {
    float[][] byFeature = thresholds();
    Random random = new Random(SEED);
    float[] vectors = new float[20_000 * FEATURES];
    for (int i = 0; i < vectors.length; i++) {
      float[] thresholds = byFeature[i % FEATURES];
      float threshold = thresholds[random.nextInt(thresholds.length)];
      vectors[i] =
          switch (random.nextInt(4)) {
            case 0 -> Math.nextUp(threshold);
            case 1 -> Math.nextDown(threshold);
            default -> threshold;
          };
    }
    assertSameScores(vectors);
  }

  @Test
  void scoresMissingValuesAsTheTrainerDoes() throws Exception {
    float[] vectors = new float[2_048 * FEATURES];
    Random random = new Random(SEED);
    for (int i = 0; i < vectors.length; i++) {
      boolean missing = i < FEATURES || random.nextBoolean();
      vectors[i] = missing ? Float.NaN : (float) random.nextGaussian();
    }
    assertSameScores(vectors);
  }

  @Test
  void scoresExtremeValuesAsTheTrainerDoes() throws Exception {
    float[] extremes = {0f, -0f, Float.MIN_VALUE, -1e30f, 1e30f, Float.NaN, 3f};
    Random random = new Random(SEED);
    float[] vectors = new float[1_000 * FEATURES];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = extremes[random.nextInt(extremes.length)];
    }
    assertSameScores(vectors);
  }

  @Test
  void keepsOnlyTheTreesThatScore() throws Exception {
    TreeEnsemble whole = TreeEnsemble.parse(model.json(), 60);
    TreeEnsemble first = TreeEnsemble.parse(model.json(), 3);

    assertThat(whole.trees()).hasSize(60);
    assertThat(first.trees()).hasSize(3);
    assertThatThrownBy(() -> TreeEnsemble.parse(model.json(), 61))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("asked=61");
  }

  @Test
  void turnsTheBaseScoreFromProbabilityToLogOdds() throws Exception {
    assertThat(TreeEnsemble.baseLogOdds("[2.3E-1]"))
        .isCloseTo((float) Math.log(0.23 / 0.77), within(1e-6f));
    assertThat(TreeEnsemble.baseLogOdds("5E-1")).isZero();
    for (String wrong : List.of("[0E0]", "1", "[1E-1,2E-1]", "")) {
      assertThatThrownBy(() -> TreeEnsemble.baseLogOdds(wrong))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("base_score");
    }
  }

  @Test
  void refusesWhatIsNoSumOfTrees() throws Exception {
    String json = new String(model.json(), StandardCharsets.UTF_8);

    assertRefused(json.replace("binary:logistic", "multi:softprob"), "objective");
    assertRefused(json.replace("\"gbtree\"", "\"dart\""), "booster");
    assertRefused("no JSON", "JSON");
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> TreeEnsembleExport.toOnnx(json.getBytes(StandardCharsets.UTF_8), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(message);
  }

  private static void assertSameScores(float[] vectors) throws Exception {
    int rows = vectors.length / FEATURES;
    float[] expected = model.predict(vectors, rows);
    float[] actual = session.score(vectors, rows);
    float worst = 0;
    for (int row = 0; row < rows; row++) {
      worst = Math.max(worst, Math.abs(expected[row] - actual[row]));
    }
    assertThat(worst).as("largest difference, seed=" + SEED).isLessThanOrEqualTo(1e-6f);
    assertThat(expected[0]).as("scores differ among rows").isNotEqualTo(expected[rows - 1]);
  }

  private static float[][] thresholds() throws Exception {
    float[][] thresholds = model.jumps();
    for (float[] values : thresholds) {
      assertThat(values).isNotEmpty();
    }
    return thresholds;
  }
}
