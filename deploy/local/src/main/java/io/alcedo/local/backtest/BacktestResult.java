package io.alcedo.local.backtest;

import io.alcedo.training.backtest.AlertReasons;
import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.PairedComparison;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What came of a backtest.
 *
 * @param counts what became of the history's transactions
 * @param trainRows the rows trained on; 0 where no model was trained
 * @param trainFrauds the frauds among them
 * @param waiting the rows of the training days whose label came after the start of the test days
 * @param testRows the rows judged
 * @param testFrauds the frauds among them
 * @param knownCards the rows of the test days that left because of their card
 * @param models the model of each seed, or the one that was given
 * @param middle the one of them in the middle by average precision
 * @param report the figures of that one, with intervals
 * @param reasons why that one alerts
 * @param compared the bundles set beside it
 * @param declines how the test days went with payments blocked, null where they were not played
 */
record BacktestResult(
    HistoryRows.Counts counts,
    int trainRows,
    int trainFrauds,
    int waiting,
    int testRows,
    int testFrauds,
    int knownCards,
    List<JudgedModel> models,
    JudgedModel middle,
    EvaluationReport report,
    AlertReasons reasons,
    List<Compared> compared,
    @Nullable DeclineResult declines) {
  /** Copies the lists. */
  BacktestResult {
    models = List.copyOf(models);
    compared = List.copyOf(compared);
  }

  /**
   * Another model on the same rows.
   *
   * @param comparison that model as champion, the one in the middle as challenger
   */
  record Compared(JudgedModel model, PairedComparison comparison) {}

  /** Returns a figure over the seeds. */
  Spread spread(Figure figure) {
    return spread(model -> model.value(figure));
  }

  /** Returns something over the seeds. */
  Spread spread(ToDoubleFunction<JudgedModel> value) {
    return new Spread(models.stream().map(model -> value.applyAsDouble(model)).toList());
  }
}
