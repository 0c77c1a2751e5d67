package io.alcedo.training.dataset.build;

import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.dataset.CleanHistory;
import io.alcedo.training.dataset.Cleaning;
import io.alcedo.training.dataset.CleaningRule;
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
import java.util.BitSet;
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
    CleanHistory clean = clean(history);
    TrainingHistory run = new TrainingHistory(plan, rowSource, settings.window());
    TrainingSet set;
    try {
      set = run.run(History.of(clean), progress);
      // What comes after the window, and after the labels that are known, is still to be counted.
      clean.forEachRemaining(transaction -> {});
    } finally {
      clean.close();
    }
    Cleaning cleaning = run.cleaning();
    long passed = clean.transactions() - clean.cleaning().total();
    cleaning.add(CleaningRule.OUTSIDE_WINDOW, passed - run.counts().transactions());
    cleaning.addAll(clean.cleaning());
    Draft.requireRows(set, cleaning);
    FutureCheck.Result checked =
        FutureCheck.of(
            () -> clean(history), this::rows, set, settings.checks().cuts(), settings.seed());
    checked.refuseLeaks();
    BitSet matured = new BitSet();
    for (int row = 0; row < set.size(); row++) {
      matured.set(row, clean.withoutVerdict(set.facts(row).transaction()));
    }
    return new Draft(
            "history",
            files,
            set,
            matured,
            clean.transactions(),
            cleaning,
            checked.cuts(),
            checked.comparedRows())
        .dataset(plan, settings);
  }

  private CleanHistory clean(HistorySource history) throws IOException {
    return new CleanHistory(history.open(), rowSource, settings.labelDelay());
  }

  private TrainingSet rows(Iterator<LabelledTransaction> history, HistoryWindow window) {
    return new TrainingHistory(plan, rowSource, window)
        .run(History.of(history), TrainingProgress.NONE);
  }
}
