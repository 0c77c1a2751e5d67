package io.alcedo.local.backtest;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.HistoryOptions;
import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.backtest.DeclineSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.trainer.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest is to do, checked.
 *
 * @param plan the feature set, compiled
 * @param history the history's file and its mapping
 * @param windows the days
 * @param delay the time from a transaction to its label, null where each label states its own
 * @param excludeKnownCards whether cards known to be compromised leave the test days
 * @param trainer the trainer's name
 * @param trainers the trainer of each seed
 * @param model the bundle to judge instead of training one, null to train
 * @param seeds how many seeds to train with, counted from 1
 * @param compared bundles to set beside the model
 * @param declines how the test days are played with payments blocked, null where they are not
 * @param parallelism subtasks of each operator of the bounded run
 */
record BacktestRequest(
    FeaturePlan plan,
    HistoryOptions history,
    BacktestWindows windows,
    @Nullable Duration delay,
    boolean excludeKnownCards,
    String trainer,
    LongFunction<Trainer> trainers,
    @Nullable Path model,
    int seeds,
    List<Path> compared,
    @Nullable DeclineSettings declines,
    int parallelism) {
  /** Copies the list. */
  BacktestRequest {
    compared = List.copyOf(compared);
  }

  /** Returns how rows are judged: amounts in the base currency of the feature set. */
  EvaluationSettings evaluation() {
    return EvaluationSettings.standard(plan.baseCurrencyDigits());
  }

  /**
   * Returns how old a transaction without a label is before it can count as genuine: as old as
   * labels are when they come, where that is stated.
   */
  static Duration maturity(@Nullable Duration delay) {
    return delay == null ? HistoryWindow.DEFAULT_MATURITY : delay;
  }
}
