package io.alcedo.training.dataset;

import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.progress.TrainingProgress;
import java.time.Duration;
import java.util.BitSet;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a history that was cleaned first, and what became of each of its transactions: the
 * one way from history to training, whether a dataset is written in between or not.
 *
 * @param set the rows, in the order of the history
 * @param matured the rows that count as genuine because nobody had given a verdict
 * @param transactions how many transactions the history has; each is a row or left out
 * @param cleaning what was left out
 */
public record CleanRows(TrainingSet set, BitSet matured, long transactions, Cleaning cleaning) {

  /**
   * Runs a history, to its end, and returns its rows. Who opened the history closes it.
   *
   * @param history transactions in the order of their event times
   * @param rows anonymises them, and tells what ingest refuses
   * @param labelDelay how long after its transaction every verdict became known; null where each
   *     verdict's own time counts
   */
  public static CleanRows of(
      Iterator<LabelledTransaction> history,
      FeaturePlan plan,
      TrainingHistory.RowSource rows,
      HistoryWindow window,
      @Nullable Duration labelDelay,
      TrainingProgress progress) {
    CleanHistory clean = new CleanHistory(history, rows, labelDelay);
    TrainingHistory run = new TrainingHistory(plan, rows, window);
    TrainingSet set = run.run(History.of(clean), progress);
    // What comes after the window, and after the labels that are known, is still to be counted.
    clean.forEachRemaining(transaction -> {});
    Cleaning cleaning = new Cleaning();
    cleaning.addAll(run.cleaning());
    long passed = clean.transactions() - clean.cleaning().total();
    cleaning.add(CleaningRule.OUTSIDE_WINDOW, passed - run.transactions());
    cleaning.addAll(clean.cleaning());
    return new CleanRows(set, run.matured(), clean.transactions(), cleaning);
  }
}
