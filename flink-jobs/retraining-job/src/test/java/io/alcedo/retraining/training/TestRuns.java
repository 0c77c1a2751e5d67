package io.alcedo.retraining.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeaturePlan;
import io.alcedo.operations.settings.ChallengerFeatures;
import io.alcedo.operations.settings.Gate;
import io.alcedo.operations.settings.GenuineOutcome;
import io.alcedo.operations.settings.Training;
import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.retraining.trigger.TrainingCause;
import io.alcedo.training.Packaging;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes runs over the dated files in {@code data} of a directory, with what vectors hold in {@code
 * features} of it and records in {@code records}.
 *
 * @param plan the job's own features
 * @param features which features a challenger has
 */
record TestRuns(Path directory, FeaturePlan plan, ChallengerFeatures features) {
  /** Looks at four days and at eight. */
  static final Gate GATE =
      new Gate(0.002, 0.01, Duration.ofDays(8), 2, 30, 5, 1, 1_000, Duration.ofSeconds(5), 16, 100);

  /** Returns the run of a plan that is written. */
  TrainingRun run(RunFiles files, String id, FakeModels models, boolean approval)
      throws IOException {
    RunPlan planned = files.read(id, RunStep.PLAN, RunPlan.class);
    assertThat(planned).isNotNull();
    Training training = training(approval);
    catalogue().add(plan.columns());
    LearningData rows =
        new LearningData(
            catalogue(), training, new DatedMirror(uri("data"), directory.resolve("mirror")));
    LearningPlace place =
        new LearningPlace(
            "data",
            "runs",
            directory.resolve("work").toString(),
            directory.resolve("records").toString());
    return new TrainingRun(
        planned,
        files,
        models,
        new ChallengerTraining(plan, Packaging.NONE, training, rows, models, place),
        new ChallengerLook(GATE, 3, rows, models, "cards"),
        training,
        GATE.significance());
  }

  /** Returns the settings of runs: 60 days, each transaction mature after one. */
  Training training(boolean approval) {
    return new Training(
        null,
        "cards",
        "gbdt",
        LearningFiles.TREES,
        TrainingStart.SCRATCH,
        features,
        Duration.ofDays(60),
        Duration.ofDays(1),
        GenuineOutcome.APPROVED,
        0.999,
        3,
        0,
        null,
        true,
        Duration.ofDays(1),
        approval);
  }

  /** Returns what knows what vectors hold. */
  FeatureCatalogue catalogue() {
    return new FeatureCatalogue(directory.resolve("features"));
  }

  /** Returns why runs start here. */
  static TrainingCause cause() {
    return new TrainingCause(TrainingCause.Kind.REQUEST, "try it", "ann", "c1");
  }

  org.apache.flink.core.fs.Path uri(String name) {
    return new org.apache.flink.core.fs.Path(directory.resolve(name).toUri());
  }
}
