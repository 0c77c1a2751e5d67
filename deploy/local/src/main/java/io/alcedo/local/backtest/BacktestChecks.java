package io.alcedo.local.backtest;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.Problems;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ModelBundle;
import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.backtest.BundleScorer;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.trainer.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Checks all options of a backtest before anything runs, and says all that is wrong at once. */
final class BacktestChecks {
  private static final int MOST_SEEDS = 100;

  private final BacktestCommand command;
  private final Problems problems = new Problems();

  BacktestChecks(BacktestCommand command) {
    this.command = command;
  }

  /** Returns what the options ask for. */
  BacktestRequest request() {
    problems.transactions(command.history.file(), command.history.mapping());
    FeaturePlan plan = problems.featureSet(command.featureSet);
    BundleManifest given = command.model == null ? null : bundle("--model", command.model, plan);
    for (Path other : command.compared) {
      BundleManifest compared = bundle("--compare", other, plan);
      if (compared != null) {
        command.window.checkUnseen(compared, problems);
      }
    }
    Duration delay = command.window.delay();
    BacktestWindows windows =
        command.model != null && given == null
            ? null
            : command.window.windows(given == null ? null : given.trainingWindow(), problems);
    command.decline.check(delay, command.model == null, problems);
    int parallelism = parallelism();
    problems.unless(
        command.seeds >= 1 && command.seeds <= MOST_SEEDS,
        "--seeds is 1 to " + MOST_SEEDS + ": value=" + command.seeds);
    if (command.report != null) {
      problems.writable("--report", command.report);
    }
    if (command.html != null) {
      problems.writable("--html", command.html);
    }
    LongFunction<Trainer> trainers =
        command.model == null ? command.trainers.trainers(problems) : null;
    refuseIdle();
    problems.refuse();
    BacktestWindows checked = Objects.requireNonNull(windows);
    return new BacktestRequest(
        Objects.requireNonNull(plan),
        command.history,
        checked,
        delay,
        command.window.excludeKnownCards(),
        command.trainers.name(),
        seed -> Objects.requireNonNull(trainers).apply(seed),
        command.model,
        command.model == null ? command.seeds : 1,
        command.compared,
        command.decline.settings(checked, BacktestRequest.maturity(delay)),
        parallelism);
  }

  private @Nullable BundleManifest bundle(
      String option, Path directory, @Nullable FeaturePlan plan) {
    try {
      BundleManifest manifest = ModelBundle.read(directory).manifest();
      if (plan != null) {
        List<TrainingFeature> features = TrainingFeature.of(plan);
        BundleScorer.bind(manifest, features);
      }
      return manifest;
    } catch (BundleException e) {
      problems.add(option + ": " + e.getMessage());
      return null;
    }
  }

  private int parallelism() {
    Integer asked = command.parallelism;
    int parallelism =
        asked == null ? Math.min(4, Runtime.getRuntime().availableProcessors()) : asked;
    problems.unless(
        parallelism >= 1 && parallelism <= 128, "--parallelism is 1 to 128: value=" + parallelism);
    return parallelism;
  }

  /** Notes every option that is stated though nothing comes of it. */
  private void refuseIdle() {
    if (command.model != null) {
      for (String option : List.of("--trainer", "--setting", "--seeds")) {
        problems.unless(
            !command.states(option),
            option + " does not go with --model, as nothing is trained then");
      }
    }
    if (!command.states("--decline-per-day")) {
      for (String option : List.of("--control-share", "--retrain-days")) {
        problems.unless(
            !command.states(option), option + " goes with --decline-per-day, and only with it");
      }
    }
  }
}
