package io.alcedo.training.dataset.build;

import io.alcedo.features.FeaturePlan;
import io.alcedo.training.dataset.Cleaning;
import io.alcedo.training.dataset.DatasetRows;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.Split;
import io.alcedo.training.dataset.SplitTimes;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetException.Code;
import io.alcedo.training.dataset.file.DatasetManifest;
import io.alcedo.training.dataset.file.LabelDelays;
import io.alcedo.training.dataset.leak.LeakException;
import io.alcedo.training.dataset.leak.SeparationCheck;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to a dataset, whatever they came of: splits them, holds each feature against
 * the bound on its separation, and describes the result.
 *
 * @param kind what the rows came of, as a manifest says it
 * @param files what was read
 * @param set the rows
 * @param matured the rows that have no verdict
 * @param transactions how many transactions were looked at
 * @param cleaning what was left out
 * @param cuts how many cuts the future was changed at
 * @param comparedRows how many vectors were compared then
 */
record Draft(
    String kind,
    List<DatasetManifest.SourceFile> files,
    TrainingSet set,
    BitSet matured,
    long transactions,
    Cleaning cleaning,
    int cuts,
    long comparedRows) {

  /** Returns the dataset, its files not yet written. */
  Dataset dataset(FeaturePlan plan, DatasetSettings settings)
      throws DatasetException, LeakException {
    requireRows(set, cleaning);
    SplitTimes times = settings.split().times(set);
    DatasetRows rows = new DatasetRows(set, times, matured);
    TrainingSet train = rows.part(Split.TRAIN);
    Map<String, Double> areas = SeparationCheck.areas(train);
    SeparationCheck.refuseLeaks(
        areas, settings.checks().separationBound(), settings.checks().allowed());
    Long testFrom = times.testFrom();
    DatasetManifest manifest =
        new DatasetManifest(
            DatasetManifest.FORMAT,
            new DatasetManifest.Features(plan.name(), plan.hash(), TrainingFeature.of(plan)),
            new DatasetManifest.Source(
                kind, files, bound(settings.window().from()), bound(settings.window().to())),
            labels(settings),
            new DatasetManifest.Splits(
                Instant.ofEpochMilli(times.validationFrom()),
                testFrom == null ? null : Instant.ofEpochMilli(testFrom)),
            settings.seed(),
            transactions,
            cleaning.byLabel(),
            parts(rows),
            LabelDelays.of(rows),
            new DatasetManifest.Checks(
                cuts,
                comparedRows,
                settings.checks().separationBound(),
                areas,
                settings.checks().allowedInOrder()),
            List.of());
    return new Dataset(manifest, rows);
  }

  /** Refuses a set without rows, saying what became of the transactions. */
  static void requireRows(TrainingSet set, Cleaning cleaning) throws DatasetException {
    if (set.size() == 0) {
      Map<String, Long> counts = cleaning.byLabel();
      counts.values().removeIf(count -> count == 0);
      throw new DatasetException(
          Code.EMPTY, "A dataset has rows, and all were left out: " + counts);
    }
  }

  private static DatasetManifest.Labels labels(DatasetSettings settings) {
    HistoryWindow window = settings.window();
    return new DatasetManifest.Labels(
        settings.labelDelay() == null ? "stated" : settings.labelDelay().toString(),
        bound(window.knownBy()),
        window.maturity(),
        window.proof().name().toLowerCase(Locale.ROOT));
  }

  private static Map<Split, DatasetManifest.Part> parts(DatasetRows rows) {
    Map<Split, DatasetManifest.Part> parts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      long frauds = 0;
      double weight = 0;
      double fraudWeight = 0;
      int[] indices = rows.indices(split);
      for (int row : indices) {
        weight += rows.set().weight(row);
        if (rows.set().fraud(row)) {
          frauds++;
          fraudWeight += rows.set().weight(row);
        }
      }
      parts.put(split, new DatasetManifest.Part(indices.length, frauds, weight, fraudWeight));
    }
    return parts;
  }

  /** The ends of time stand for no bound. */
  private static @Nullable Instant bound(Instant time) {
    long millis = time.toEpochMilli();
    return millis == Long.MIN_VALUE || millis == Long.MAX_VALUE ? null : time;
  }
}
