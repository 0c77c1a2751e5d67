package io.alcedo.local.backtest;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.train.HistoryIngest;
import io.alcedo.model.Thresholds;
import io.alcedo.privacy.Keyset;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.scoring.decision.DecisionPolicy;
import io.alcedo.scoring.history.HistoryOrigin;
import io.alcedo.training.backtest.BundleScorer;
import io.alcedo.training.backtest.DeclineLoop;
import io.alcedo.training.backtest.DeclineSettings;
import io.alcedo.training.backtest.PlayedDays;
import io.alcedo.training.backtest.WindowTraining;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Plays the test days with payments blocked and with every label coming, seed by seed. Which
 * would-be declines are let through as controls is for the policy to say that decides live.
 */
final class DeclineRuns {
  private final BacktestRequest request;
  private final HistoryOrigin history;
  private final Keyset keyset;
  private final FeaturePlan plan;
  private final WindowTraining training;
  private final Path directory;

  DeclineRuns(
      BacktestRequest request,
      HistoryOrigin history,
      Keyset keyset,
      FeaturePlan plan,
      WindowTraining training,
      Path directory) {
    this.request = request;
    this.history = history;
    this.keyset = keyset;
    this.plan = plan;
    this.training = training;
    this.directory = directory;
  }

  DeclineResult play(DeclineSettings settings, TrainingProgress progress) throws Exception {
    List<DeclineResult.Played> played = new ArrayList<>();
    for (int seed = 1; seed <= request.seeds(); seed++) {
      PlayedDays blocked = days(settings, seed, "declines", progress);
      PlayedDays free = days(settings.withoutDeclines(), seed, "every-label", progress);
      played.add(
          new DeclineResult.Played(
              blocked.declined(),
              blocked.declinedFrauds(),
              blocked.controls(),
              averagePrecision(blocked),
              averagePrecision(free)));
    }
    return new DeclineResult(settings, played);
  }

  private PlayedDays days(
      DeclineSettings settings, int seed, String name, TrainingProgress progress) throws Exception {
    DecisionPolicy policy =
        new DecisionPolicy(new Thresholds(0, 0), 0, settings.controlShare(), "backtest");
    LongPredicate control = idHash -> policy.decide(idHash, 1).controlArm();
    HistoryIngest rows = HistoryIngest.withKey(plan, keyset);
    Iterator<LabelledTransaction> transactions = history.open();
    try {
      return new DeclineLoop(plan, rows, settings, control)
          .play(
              transactions,
              (known, day) ->
                  new Scoring(
                      training.train(
                          known, seed, directory.resolve(name + "-" + seed + "-" + day), progress)),
              progress);
    } finally {
      if (transactions instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  private static double averagePrecision(PlayedDays days) {
    return Evaluation.of(days.scores(), days.rows().labels()).averagePrecision();
  }

  /** Scores days with a bundle. */
  private record Scoring(BundleScorer bundle) implements DeclineLoop.DayScorer {
    @Override
    public float[] scores(TrainingSet rows) throws TrainingException {
      return bundle.scores(rows);
    }

    @Override
    public void close() {
      bundle.close();
    }
  }
}
