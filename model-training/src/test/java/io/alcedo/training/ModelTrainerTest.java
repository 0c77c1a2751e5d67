package io.alcedo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.model.BundleManifest;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.GoldenVector;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.model.SigningKey;
import io.alcedo.model.TrustedKeys;
import io.alcedo.training.boosting.BoostedModel;
import io.alcedo.training.boosting.GradientBoostingSettings;
import io.alcedo.training.boosting.GradientBoostingTrainer;
import io.alcedo.training.boosting.MovedThreshold;
import io.alcedo.training.calibration.CalibratedModel;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import io.alcedo.training.trainer.TrainingException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private static final int FEATURES = 6;
  private static final long DELAY_MILLIS = 1_500_000;
  private static final TrainingSet SET = SyntheticRows.rows(12_000, FEATURES, 8, DELAY_MILLIS);

  @TempDir private Path directory;

  @Test
  void writesABundleThatScoresAsTheTrainerDoes() throws Exception {
    EnumSet<TrainingProgress.Phase> phases = EnumSet.noneOf(TrainingProgress.Phase.class);
    Path place = directory.resolve("models/first");
    try (TrainedModel trained = train("parent-1", (phase, done, total) -> phases.add(phase))) {
      BundleManifest written = trained.writeTo(place, (phase, done, total) -> phases.add(phase));

      try (OnnxModel loaded =
          OnnxModel.open(ModelBundle.read(place), ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
        int rows = trained.validation().size();
        float[] scores = new float[rows];
        loaded.score(trained.validation().flat(0, rows), rows, scores);
        float[] expected = trained.fitted().predict(trained.validation());
        for (int row = 0; row < rows; row++) {
          assertThat(Math.abs(scores[row] - expected[row])).isLessThanOrEqualTo(1e-6f);
        }
      }
      assertThat(ModelBundle.read(place).manifest()).isEqualTo(written);
    }
    assertThat(phases)
        .containsExactly(
            TrainingProgress.Phase.TRAIN,
            TrainingProgress.Phase.EVALUATE,
            TrainingProgress.Phase.EXPORT);
  }

  @Test
  void bundleCarriesItsFeatureSetAndTheSignatureOfItsMaker() throws Exception {
    SigningKey key = SigningKey.generate();
    Packaging packaging = new Packaging("name: cards\n", key);
    Path place = directory.resolve("signed");
    try (TrainedModel trained = train(null, TrainingProgress.NONE)) {
      trained.writeTo(place, packaging, TrainingProgress.NONE);
      ModelBundle read = ModelBundle.read(place, TrustedKeys.of(List.of(key.publicKey())));
      assertThat(read.featureSet()).isEqualTo("name: cards\n");
      assertThat(read.signedBy()).isEqualTo(key.keyId());
    }
  }

  @Test
  void aModelForCudaScoresAsTheOneForTheProcessorsDoes() throws Exception {
    TrainingSettings settings = settings().withTarget(ExecutionTarget.CUDA);
    Path place = directory.resolve("tensors");
    try (TrainedModel trees = train(null, TrainingProgress.NONE);
        TrainedModel tensors =
            new ModelTrainer(settings, InstantSource.fixed(NOW))
                .train(SET, features(), null, TrainingProgress.NONE)) {
      assertThat(tensors.onnx()).isNotEqualTo(trees.onnx());
      assertThat(tensors.manifest().goldenVectors()).isEqualTo(trees.manifest().goldenVectors());
      assertThat(tensors.writeTo(place, TrainingProgress.NONE).target())
          .isEqualTo(ExecutionTarget.CUDA);
      assertThat(ModelBundle.read(place).manifest().target()).isEqualTo(ExecutionTarget.CUDA);
    }
  }

  @Test
  void calibrationLeavesTheOrderOfScoresAndGivesTheirShareOfFrauds() throws Exception {
    try (TrainedModel trained = train(null, TrainingProgress.NONE)) {
      TrainingSet rows = trained.validation();
      Evaluation before =
          Evaluation.of(ScoredRows.of(trained.fitted().uncalibrated().predict(rows), rows));
      double claimed = 0;
      for (float score : trained.fitted().predict(rows)) {
        claimed += score;
      }

      assertThat(trained.evaluation().auc()).isCloseTo(before.auc(), within(1e-6));
      assertThat(trained.evaluation().averagePrecision())
          .isCloseTo(before.averagePrecision(), within(1e-6));
      assertThat(claimed).isCloseTo(rows.frauds(), within(1e-3 * rows.frauds()));
      assertThat(trained.manifest().metrics())
          .containsEntry("calibrationErrorBefore", before.calibrationError())
          .containsKey("calibrationError");
    }
  }

  @Test
  void calibrationUndoesWhatAWeightOfFraudsDid() throws Exception {
    GradientBoostingSettings weighted =
        new GradientBoostingSettings(40, 4, 0.2, 1, 1, 0.8, 0.8, 64, 60, 10, 2, 3);
    TrainingSettings settings = TrainingSettings.of("cards", new GradientBoostingTrainer(weighted));
    try (TrainedModel trained =
        new ModelTrainer(settings, InstantSource.fixed(NOW))
            .train(SET, features(), null, TrainingProgress.NONE)) {
      assertThat(trained.manifest().metrics().get("calibrationErrorBefore")).isGreaterThan(0.1);
      assertThat(trained.manifest().metrics().get("calibrationError")).isLessThan(0.02);
      trained.writeTo(directory.resolve("weighted"), TrainingProgress.NONE);
    }
  }

  @Test
  void describesTheModelInItsManifest() throws Exception {
    try (TrainedModel trained = train("parent-1", TrainingProgress.NONE)) {
      BundleManifest manifest = trained.manifest();

      assertThat(manifest.name()).isEqualTo("cards");
      assertThat(manifest.parentVersion()).isEqualTo("parent-1");
      assertThat(manifest.createdAt()).isEqualTo(NOW);
      assertThat(manifest.features()).hasSize(FEATURES);
      assertThat(manifest.features().get(2).family()).isEqualTo("family_2");
      assertThat(manifest.features().get(2).hash()).isEqualTo("hash_2");
      assertThat(manifest.features().get(1).median()).isBetween(-0.2f, 0.2f);
      assertThat(manifest.features().get(1).deviation()).isBetween(0.8f, 1.2f);
      assertThat(manifest.trainingWindow().from())
          .isEqualTo(Instant.ofEpochMilli(SyntheticRows.START));
      assertThat(manifest.trainingWindow().to())
          .isEqualTo(Instant.ofEpochMilli(SET.eventTime(SET.size() - 1) + 1));
      assertThat(manifest.metrics())
          .containsEntry("rows", 12_000 * 0.8 - DELAY_MILLIS / 1_000d + 1)
          .containsEntry("rowsWaitingForLabels", DELAY_MILLIS / 1_000d - 1)
          .containsEntry("validationRows", 2_400d)
          .containsEntry("auc", trained.evaluation().auc())
          .containsEntry("trees", (double) boosted(trained).trees());
      assertThat(manifest.metrics().get("reviewAlertRate")).isBetween(0.009, 0.01);
      assertThat(manifest.metrics().get("declineAlertRate")).isBetween(0.001, 0.002);
      assertThat(manifest.thresholds().review()).isLessThan(manifest.thresholds().decline());
    }
  }

  @Test
  void trainsOnAllRowsForAsLongAsTheLatestOnesChose() throws Exception {
    try (TrainedModel whole = trainer().trainOnAll(SET, features(), null, TrainingProgress.NONE);
        TrainedModel known =
            trainer()
                .train(
                    SyntheticRows.rows(12_000, FEATURES, 8, 0),
                    features(),
                    null,
                    TrainingProgress.NONE)) {
      assertThat(whole.manifest().metrics())
          .containsEntry("rows", 12_000d)
          .containsEntry("frauds", (double) SET.frauds())
          .containsEntry("rowsWaitingForLabels", 0d)
          .containsEntry("validationRows", 2_400d);
      assertThat(boosted(whole).trees()).isEqualTo(boosted(known).trees()).isLessThan(40);
      assertThat(whole.evaluation().averagePrecision())
          .isEqualTo(known.evaluation().averagePrecision());
      assertThat(whole.manifest().thresholds()).isEqualTo(known.manifest().thresholds());
      assertThat(whole.onnx()).isNotEqualTo(known.onnx());
      whole.writeTo(directory.resolve("whole"), TrainingProgress.NONE);
    }
  }

  @Test
  void goldenVectorsCoverMissingValuesAndHighScoresAndAreNobodys() throws Exception {
    try (TrainedModel trained = train(null, TrainingProgress.NONE)) {
      List<GoldenVector> golden = trained.manifest().goldenVectors();

      assertThat(golden).hasSize(16);
      assertThat(golden.get(0).values()).containsOnly(Float.NaN);
      assertThat(golden.stream().filter(vector -> vector.values().contains(Float.NaN)))
          .hasSizeGreaterThan(3);
      assertThat(golden.stream().mapToDouble(GoldenVector::score).max().orElseThrow())
          .isGreaterThan(4 * golden.stream().mapToDouble(GoldenVector::score).min().orElseThrow());
      float[] vector = new float[FEATURES];
      for (int row = 0; row < SET.size(); row++) {
        SET.copyVector(row, vector, 0);
        assertThat(golden).doesNotContain(GoldenVector.of(vector, golden.get(0).score()));
      }
    }
  }

  @Test
  void theSameRowsGiveTheSameVersionAndOthersAnother() throws Exception {
    try (TrainedModel first = train(null, TrainingProgress.NONE);
        TrainedModel again = train(null, TrainingProgress.NONE);
        TrainedModel other =
            trainer()
                .train(
                    SyntheticRows.part(SET, 0, 11_999), features(), null, TrainingProgress.NONE)) {
      assertThat(first.onnx()).isEqualTo(again.onnx());
      assertThat(first.manifest().toJson()).isEqualTo(again.manifest().toJson());
      assertThat(first.manifest().version())
          .matches("20231115T0133-[0-9a-f]{12}")
          .isNotEqualTo(other.manifest().version());
    }
  }

  @Test
  void takesABundleAwayWhoseScoresAreNotTheTrainers() throws Exception {
    Path place = directory.resolve("wrong");
    try (TrainedModel trained = train(null, TrainingProgress.NONE);
        TrainedModel wrong =
            new TrainedModel(
                trained
                    .manifest()
                    .withGoldenVectors(trained.manifest().goldenVectors().subList(0, 1)),
                new CalibratedModel(new MovedThreshold(boosted(trained)), trained.fitted().map())
                    .toOnnx(ExecutionTarget.CPU),
                trained.evaluation(),
                trained.fitted(),
                trained.validation())) {
      Packaging packaging = new Packaging("name: cards\n", SigningKey.generate());
      assertThatThrownBy(() -> wrong.writeTo(place, packaging, TrainingProgress.NONE))
          .isInstanceOfSatisfying(
              TrainingException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_EQUAL))
          .hasMessageContaining("trained=")
          .hasMessageContaining("exported=");
      assertThat(place).doesNotExist();
    }
  }

  @Test
  void neverOverwritesABundle() throws Exception {
    Path place = directory.resolve("taken");
    Files.createDirectories(place);
    Files.writeString(place.resolve("mine"), "x");
    try (TrainedModel trained = train(null, TrainingProgress.NONE)) {
      assertThatThrownBy(() -> trained.writeTo(place, TrainingProgress.NONE))
          .isInstanceOfSatisfying(
              TrainingException.class, e -> assertThat(e.code()).isEqualTo(Code.BUNDLE));
    }
    assertThat(place.resolve("mine")).exists();
  }

  @Test
  void saysWhereRowsAreTooFew() {
    TrainingSet late = SyntheticRows.rows(2_000, FEATURES, 1, 365L * 86_400_000);

    assertThatThrownBy(() -> trainer().train(late, features(), null, TrainingProgress.NONE))
        .isInstanceOfSatisfying(
            TrainingException.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_LITTLE_DATA))
        .hasMessageContaining("training rows=0, frauds=0")
        .hasMessageContaining("rows whose label came after the split=1600");
  }

  @Test
  void settingsSayWhichRuleAValueBreaks() {
    Trainer boosting = new GradientBoostingTrainer(GradientBoostingSettings.fast());

    assertThatThrownBy(
            () ->
                new TrainingSettings(" ", boosting, 0.2, 0.01, 0.002, 16, 17, ExecutionTarget.CPU))
        .hasMessageContaining("modelName is not blank");
    assertThatThrownBy(
            () -> new TrainingSettings("m", boosting, 1, 0.01, 0.002, 16, 17, ExecutionTarget.CPU))
        .hasMessage("validationShare is between 0 and 1: validationShare=1.0");
    assertThatThrownBy(
            () -> new TrainingSettings("m", boosting, 0.2, 0.01, 0.02, 16, 17, ExecutionTarget.CPU))
        .hasMessage("declineAlertRate is above 0, to reviewAlertRate: declineAlertRate=0.02");
    assertThat(TrainingSettings.standard("m").goldenVectors()).isEqualTo(16);
    assertThat(TrainingSettings.fast("m").trainer().settings()).isEqualTo(boosting.settings());
  }

  private static BoostedModel boosted(TrainedModel trained) {
    return (BoostedModel) trained.fitted().uncalibrated();
  }

  private static TrainedModel train(String parentVersion, TrainingProgress progress)
      throws TrainingException {
    return trainer().train(SET, features(), parentVersion, progress);
  }

  private static ModelTrainer trainer() {
    return new ModelTrainer(settings(), InstantSource.fixed(NOW));
  }

  private static TrainingSettings settings() {
    GradientBoostingSettings boosting =
        new GradientBoostingSettings(40, 4, 0.2, 1, 1, 0.8, 0.8, 64, 1, 10, 2, 3);
    return TrainingSettings.of("cards", new GradientBoostingTrainer(boosting));
  }

  private static List<TrainingFeature> features() {
    List<TrainingFeature> features = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      features.add(new TrainingFeature("feature_" + i, "hash_" + i, "family_" + i));
    }
    return features;
  }
}
