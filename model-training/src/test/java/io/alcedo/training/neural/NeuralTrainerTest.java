package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.onnx.OnnxSession;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.LogOdds;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.Trainers;
import io.alcedo.training.trainer.TrainingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeuralTrainerTest {
  private static final int FEATURES = 6;
  private static final TrainingSet SET = SyntheticRows.rows(8_000, FEATURES, 3, 0);
  private static final TrainingSet TRAIN = SyntheticRows.part(SET, 0, 6_000);
  private static final TrainingSet VALIDATION = SyntheticRows.part(SET, 6_000, 8_000);
  private static final Map<String, String> FAST =
      Map.of("epochs", "6", "batchRows", "256", "learningRate", "0.01");

  @Test
  void theExportedGraphScoresAsPyTorchDoes() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
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
    try (NeuralModel model = train(FAST, 1);
        OnnxSession session = new OnnxSession(model.toOnnx(ExecutionTarget.CPU))) {
      float[] expected = model.predict(vectors, rows);
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
  void learnsTheSameFromTheSameRowsAndSeed() throws Exception {
    Map<String, String> settings = with("dropout", "0.2");

    assertThat(onnx(settings, 1)).isEqualTo(onnx(settings, 1));
    assertThat(onnx(settings, 1)).isNotEqualTo(onnx(settings, 2));
  }

  @Test
  void tellsFraudsItHasNotSeenFromGenuineRows() throws Exception {
    try (NeuralModel model = train(FAST, 1)) {
      Evaluation evaluation = Evaluation.of(model.predict(VALIDATION), VALIDATION.labels());

      assertThat(evaluation.auc()).isGreaterThan(0.8);
      assertThat(model.predict(new float[0], 0)).isEmpty();
      float[] logOdds = model.logOdds(VALIDATION);
      float[] scores = model.predict(VALIDATION);
      for (int row = 0; row < scores.length; row++) {
        assertThat((double) scores[row]).isCloseTo(LogOdds.probability(logOdds[row]), within(1e-6));
      }
    }
  }

  @Test
  void learnsAgainForAsManyEpochsAsWereBestWhateverValidates() throws Exception {
    Trainer trainer = Trainers.onClassPath().named("neural").trainer(FAST, 1);
    try (FittedModel chosen = trainer.train(TRAIN, VALIDATION, TrainingProgress.NONE);
        FittedModel again = trainer.again(chosen).train(SET, VALIDATION, TrainingProgress.NONE);
        FittedModel other = trainer.again(chosen).train(SET, TRAIN, TrainingProgress.NONE)) {
      assertThat(again.facts().get("epochs")).isEqualTo(chosen.facts().get("bestEpoch"));
      assertThat(again.toOnnx(ExecutionTarget.CPU)).isEqualTo(other.toOnnx(ExecutionTarget.CPU));
    }
  }

  @Test
  void stopsAfterEpochsThatDoNotHelpAndKeepsTheBestOnes() throws Exception {
    Map<String, String> patient = new HashMap<>(with("earlyStoppingEpochs", "2"));
    patient.put("epochs", "200");
    patient.put("stoppingMetric", "log_loss");
    patient.put("learningRate", "0.05");
    try (NeuralModel stopped = train(patient, 1)) {
      double best = stopped.facts().get("bestEpoch");

      assertThat(stopped.facts().get("epochs")).isEqualTo(best + 2).isLessThan(200);
      patient.put("epochs", Integer.toString((int) best));
      patient.put("earlyStoppingEpochs", "0");
      assertThat(onnx(patient, 1)).isEqualTo(stopped.toOnnx(ExecutionTarget.CPU));
    }
  }

  @Test
  void aFraudThatCountsMoreRaisesScores() throws Exception {
    try (NeuralModel plain = train(FAST, 1);
        NeuralModel heavy = train(with("fraudWeight", "20"), 1)) {
      double share = (double) TRAIN.frauds() / TRAIN.size();
      double weighted = 20 * share / (20 * share + 1 - share);

      assertThat(mean(plain)).isBetween(share * 0.6, share * 1.6);
      assertThat(mean(heavy)).isBetween(weighted * 0.5, weighted * 1.3);
    }
  }

  @Test
  void cutsLongGradients() throws Exception {
    try (NeuralModel never = train(with("gradientNorm", "0"), 1);
        NeuralModel rarely = train(with("gradientNorm", "1000"), 1);
        NeuralModel always = train(with("gradientNorm", "0.000001"), 1)) {
      assertThat(never.facts()).containsEntry("clippedSteps", 0d);
      assertThat(never.toOnnx(ExecutionTarget.CPU)).isEqualTo(rarely.toOnnx(ExecutionTarget.CPU));
      assertThat(always.facts()).containsEntry("clippedSteps", 24d * always.facts().get("epochs"));
    }
  }

  @Test
  void aNetworkWithoutHiddenLayersLearnsToo() throws Exception {
    try (NeuralModel model = train(with("layers", ""), 1);
        OnnxSession session = new OnnxSession(model.toOnnx(ExecutionTarget.CPU))) {
      float[] vectors = VALIDATION.flat(0, 100);

      assertThat(session.score(vectors, 100))
          .containsExactly(model.predict(vectors, 100), within(1e-6f));
    }
  }

  @Test
  void everySettingReachesTheNetwork() throws Exception {
    byte[] plain = onnx(FAST, 1);
    Map<String, String> others =
        Map.of(
            "layers", "8",
            "dropout", "0.3",
            "epochs", "1",
            "batchRows", "100",
            "learningRate", "0.002",
            "l2", "0.1",
            "gradientNorm", "0.001",
            "deviations", "1",
            "missingColumns", "false");
    for (Map.Entry<String, String> other : others.entrySet()) {
      assertThat(onnx(with(other.getKey(), other.getValue()), 1))
          .as(other.toString())
          .isNotEqualTo(plain);
    }
  }

  @Test
  void withoutHiddenLayersItFindsTheLogisticRegression() throws Exception {
    Map<String, String> settings =
        Map.of(
            "layers", "",
            "l2", "0",
            "epochs", "400",
            "batchRows", "6000",
            "learningRate", "0.05",
            "stoppingMetric", "log_loss",
            "earlyStoppingEpochs", "0");
    TrainingProgress unheard = TrainingProgress.NONE;
    try (NeuralModel network = (NeuralModel) trainer(settings, 1).train(TRAIN, TRAIN, unheard);
        FittedModel regression =
            Trainers.onClassPath()
                .named("logistic")
                .trainer(Map.of("l2", "0.0001"), 1)
                .train(TRAIN, TRAIN, unheard)) {
      assertThat(network.predict(VALIDATION))
          .containsExactly(regression.predict(VALIDATION), within(0.005f));
    }
  }

  @Test
  void leavesNoNativeMemoryBehind() throws Exception {
    train(FAST, 1).close();
    int before = arraysOfTheProcess();
    train(FAST, 2).close();

    assertThat(arraysOfTheProcess()).isEqualTo(before);
  }

  @Test
  void refusesADeviceThatIsNotThere() throws Exception {
    assertThat(Torch.engine().getGpuCount()).isZero();
    assertThatThrownBy(() -> trainer(Map.of("device", "cuda", "precision", "mixed"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "device is cuda only where PyTorch sees a CUDA device: device=cuda, devices=0");
    assertThatThrownBy(() -> trainer(Map.of("precision", "mixed"), 1))
        .hasMessage("precision is mixed only with device=cuda: device=cpu");
  }

  @Test
  void neverAsksTheNetwork() throws Exception {
    Torch.engine();

    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(ai.djl.util.Utils.isOfflineMode()).isTrue();
  }

  @Test
  void refusesRowsOfOneClass() {
    TrainingSet genuine =
        TrainingSet.builder(SET.featureNames()).add(new float[FEATURES], false, 1, 1).build();

    assertThatThrownBy(() -> trainer(FAST, 1).train(TRAIN, genuine, TrainingProgress.NONE))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.code()).isEqualTo(TrainingException.Code.TOO_LITTLE_DATA))
        .hasMessageContaining("validation rows");
  }

  @Test
  void isOfferedByNameWithItsSettings() {
    assertThat(trainer(Map.of("layers", "8"), 5)).isInstanceOf(NeuralTrainer.class);
    assertThat(trainer(Map.of("layers", "8"), 5).settings())
        .containsEntry("layers", "8")
        .containsEntry("seed", "5")
        .containsEntry("stoppingMetric", "average_precision")
        .hasSize(NeuralSettings.ALL.size() + 1);
    assertThat(new NeuralTrainer(NeuralSettings.standard()).settings())
        .containsEntry("layers", "32,16");
    assertThatThrownBy(() -> trainer(Map.of("dropout", "1", "epoch", "3"), 1))
        .hasMessageContaining("did you mean 'epochs'?")
        .hasMessageContaining("dropout is a number, 0 or more, below 1: dropout=1");
    assertThatThrownBy(() -> new Learning(1, 0, 0.1, 0, 0))
        .hasMessage("batchRows is a whole number, 1 to 1048576: batchRows=0");
  }

  private static int arraysOfTheProcess() throws TrainingException {
    try (NDManager arrays = Torch.arrays(ExecutionTarget.CPU)) {
      return arrays.getParentManager().getManagedArrays().size();
    }
  }

  private static double mean(NeuralModel model) throws TrainingException {
    double sum = 0;
    for (float score : model.predict(VALIDATION)) {
      sum += score;
    }
    return sum / VALIDATION.size();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> settings = new HashMap<>(FAST);
    settings.put(name, value);
    return settings;
  }

  private static byte[] onnx(Map<String, String> settings, long seed) throws TrainingException {
    try (NeuralModel model = train(settings, seed)) {
      return model.toOnnx(ExecutionTarget.CPU);
    }
  }

  private static NeuralModel train(Map<String, String> settings, long seed)
      throws TrainingException {
    return (NeuralModel) trainer(settings, seed).train(TRAIN, VALIDATION, TrainingProgress.NONE);
  }

  private static Trainer trainer(Map<String, String> settings, long seed) {
    return Trainers.onClassPath().named("neural").trainer(settings, seed);
  }
}
