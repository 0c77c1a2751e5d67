package io.alcedo.retraining.training;

import io.alcedo.operations.settings.Gate;
import io.alcedo.training.backtest.BundleScorer;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.gate.GateAttempt;
import io.alcedo.training.gate.GateCase;
import io.alcedo.training.gate.GateLedger;
import io.alcedo.training.gate.GateSettings;
import io.alcedo.training.gate.PromotionGate;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Takes looks at a challenger: scores what has matured since with both bundles, by the code that
 * scores live, and hands it to the gate. Rows are those whose vectors hold the features of both;
 * the others are counted. For one thread.
 */
final class ChallengerLook {
  private static final int TIMED_BATCHES = 101;
  private static final int WARMING_BATCHES = 20;

  private final Gate settings;
  private final PromotionGate gate;
  private final LearningData data;
  private final Models models;
  private final String modelName;

  ChallengerLook(Gate settings, long seed, LearningData data, Models models, String modelName) {
    this.settings = settings;
    this.gate = new PromotionGate(gateSettings(settings, seed));
    this.data = data;
    this.models = models;
    this.modelName = modelName;
  }

  private static GateSettings gateSettings(Gate gate, long seed) {
    return new GateSettings(
        gate.margin(),
        gate.significance(),
        gate.window(),
        gate.looks(),
        gate.minFrauds(),
        gate.calibration(),
        gate.segmentFloor(),
        gate.segmentFrauds(),
        gate.latency(),
        EvaluationSettings.standard()
            .withResamples(gate.resamples())
            .withSeed(seed)
            .withThreads(1));
  }

  /** Tells whether enough has matured for the next look. */
  boolean due(GateAttempt attempt, RunStep.Staged staged, long maturedMillis) {
    return maturedMillis - staged.fromMillis() >= gate.nextLook(attempt).toMillis();
  }

  /** Takes a look at all that has matured by now and that both models can score. */
  PromotionGate.Decision taken(
      GateLedger ledger, String run, RunStep.Staged staged, long maturedMillis, long now)
      throws IOException, TrainingException {
    Path championBundle = models.bundle(staged.champion());
    Path challengerBundle = models.bundle(staged.challenger());
    ComparedFeatures compared =
        ComparedFeatures.of(
            ChallengerTraining.manifest(challengerBundle),
            ChallengerTraining.manifest(championBundle));
    LearningData.Matured matured =
        data.matured(compared.columns(), staged.fromMillis(), maturedMillis, now);
    TrainingSet rows = matured.rows();
    List<TrainingFeature> features = compared.features();
    try (BundleScorer champion = BundleScorer.open(championBundle, features);
        BundleScorer challenger = BundleScorer.open(challengerBundle, features)) {
      GateCase.Scores scores =
          rows.size() == 0
              ? null
              : new GateCase.Scores(
                  ScoredRows.of(champion.scores(rows), rows),
                  ScoredRows.of(challenger.scores(rows), rows));
      return gate.look(
          new GateCase(
              run,
              modelName,
              staged.champion().version(),
              staged.challenger().version(),
              Instant.ofEpochMilli(staged.fromMillis()),
              Instant.ofEpochMilli(maturedMillis),
              scores,
              matured.lackingFeatures(),
              new GateCase.Latency(settings.latencyBatch(), median(challenger, rows)),
              Instant.ofEpochMilli(now)),
          ledger);
    }
  }

  /** Times batches of rows, all of them missing values where there are none. */
  private Duration median(BundleScorer scorer, TrainingSet rows) throws TrainingException {
    TrainingSet batch = batch(rows);
    for (int i = 0; i < WARMING_BATCHES; i++) {
      scorer.scores(batch);
    }
    long[] nanos = new long[TIMED_BATCHES];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      scorer.scores(batch);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[nanos.length / 2]);
  }

  private TrainingSet batch(TrainingSet rows) {
    float[] vector = new float[rows.featureCount()];
    Arrays.fill(vector, Float.NaN);
    TrainingSet.Builder builder = TrainingSet.builder(rows.featureNames());
    for (int row = 0; row < settings.latencyBatch(); row++) {
      if (rows.size() > 0) {
        rows.copyVector(row % rows.size(), vector, 0);
      }
      builder.add(vector, false, 0, 0);
    }
    return builder.build();
  }
}
