package io.alcedo.training.dataset.build;

import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.dataset.CleanHistory;
import io.alcedo.training.dataset.CleanRows;
import io.alcedo.training.dataset.HistorySource;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingHistory;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetManifest;
import io.alcedo.training.dataset.leak.FutureCheck;
import io.alcedo.training.dataset.leak.LeakException;
import io.alcedo.training.progress.TrainingProgress;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * Makes a dataset of history: cleans it, computes each transaction's vector with the very feature
 * code that scores live, takes labels from when they were known, and tries every feature against a
 * changed future. Reads the history once more for each cut. For one thread.
 */
public final class HistoryDataset {
  private final FeaturePlan plan;
  private final TrainingHistory.RowSource rowSource;
  private final DatasetSettings settings;

  /** Makes datasets of this feature plan, of transactions that this source anonymises. */
  public HistoryDataset(
      FeaturePlan plan, TrainingHistory.RowSource rowSource, DatasetSettings settings) {
    this.plan = plan;
    this.rowSource = rowSource;
    this.settings = settings;
  }

  /**
   * Makes a dataset, its files not yet written.
   *
   * @param files what the history is read from, for the dataset's description
   * @throws LeakException where a feature knows the future, or seems to
   * @throws DatasetException EMPTY where no row is left
   */
  public Dataset make(
      HistorySource history, List<DatasetManifest.SourceFile> files, TrainingProgress progress)
      throws IOException, DatasetException, LeakException {
    CleanRows clean = cleanRows(history, progress);
    Draft.requireRows(clean.set(), clean.cleaning());
    FutureCheck.Result checked =
        FutureCheck.of(
            () -> clean(history),
            this::rows,
            clean.set(),
            settings.checks().cuts(),
            settings.seed());
    checked.refuseLeaks();
    return new Draft(
            "history",
            files,
            clean.set(),
            clean.matured(),
            clean.transactions(),
            clean.cleaning(),
            checked.cuts(),
            checked.comparedRows())
        .dataset(plan, settings);
  }

  private CleanRows cleanRows(HistorySource history, TrainingProgress progress) throws IOException {
    Iterator<LabelledTransaction> transactions = history.open();
    try {
      return CleanRows.of(
          transactions, plan, rowSource, settings.window(), settings.labelDelay(), progress);
    } finally {
      HistorySource.close(transactions);
    }
  }

  private CleanHistory clean(HistorySource history) throws IOException {
    return new CleanHistory(history.open(), rowSource, settings.labelDelay());
  }

  private TrainingSet rows(Iterator<LabelledTransaction> history, HistoryWindow window) {
    return new TrainingHistory(plan, rowSource, window)
        .run(History.of(history), TrainingProgress.NONE);
  }
}
