package io.alcedo.retraining.training;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeaturePlan;
import io.alcedo.operations.settings.Training;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.build.DatasetSettings;
import io.alcedo.training.dataset.build.DatedDataset;
import io.alcedo.training.dataset.dated.DatedFiles;
import io.alcedo.training.dataset.dated.ScoredRows;
import io.alcedo.training.dataset.dated.VerdictBook;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.leak.LeakException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * The dated files as rows: to train on, and to look at a challenger with. Both count verdicts and
 * outcomes as they stood at a moment, and only transactions that had matured by then. For one
 * thread.
 */
final class LearningData {
  private static final Duration LONGEST_SCORING = Duration.ofHours(1);
  private static final int CUTS = 1;

  /** Earlier vectors are read too, so that a card that has been seen for long is no new one. */
  private static final Duration FACTS_FROM = Duration.ofDays(30);

  private final FeaturePlan plan;
  private final FeatureCatalogue catalogue;
  private final Training training;
  private final DatedMirror files;

  /**
   * Reads dated files.
   *
   * @param plan the job's own features
   * @param catalogue knows what vectors hold to which models added features
   */
  LearningData(FeaturePlan plan, FeatureCatalogue catalogue, Training training, DatedMirror files) {
    this.plan = plan;
    this.catalogue = catalogue;
    this.training = training;
    this.files = files;
  }

  /** Returns the rows that a run trains on. */
  Dataset dataset(RunPlan run) throws IOException, DatasetException, LeakException {
    DatasetSettings settings =
        new DatasetSettings(
            window(run.fromMillis(), run.toMillis(), run.cutMillis()),
            null,
            DatasetSettings.Split.STANDARD,
            new DatasetSettings.Checks(CUTS, training.leakArea(), Set.of()),
            LONGEST_SCORING,
            run.seed());
    Path place = files.refreshed();
    return new DatedDataset(plan, settings, catalogue)
        .make(place.resolve("scored-features"), place.resolve("verdicts"));
  }

  /** Returns the matured rows of a stretch of event time, as known at a moment; may be none. */
  TrainingSet rows(long fromMillis, long toMillis, long knownByMillis) throws IOException {
    Path place = files.refreshed();
    VerdictBook book = new VerdictBook(knownByMillis);
    Path verdicts = place.resolve("verdicts");
    LocalDate first = day(fromMillis);
    for (Path part : parts(verdicts.resolve(DatedDataset.LABELS), first, LocalDate.MAX)) {
      DatedFiles.<Label>read(part, Label.getClassSchema(), book::add);
    }
    for (Path part : parts(verdicts.resolve(DatedDataset.OUTCOMES), first, day(knownByMillis))) {
      DatedFiles.<Outcome>read(part, Outcome.getClassSchema(), book::add);
    }
    ScoredRows rows =
        new ScoredRows(
            plan.columns(),
            catalogue,
            window(fromMillis, toMillis, knownByMillis),
            LONGEST_SCORING);
    LocalDate earlier = day(fromMillis - FACTS_FROM.toMillis());
    for (Path part : parts(place.resolve("scored-features"), earlier, day(knownByMillis))) {
      DatedFiles.<ScoredFeatures>read(part, ScoredFeatures.getClassSchema(), rows::addOwned);
    }
    return rows.join(book);
  }

  private HistoryWindow window(long fromMillis, long toMillis, long knownByMillis) {
    return new HistoryWindow(
        Instant.ofEpochMilli(fromMillis),
        Instant.ofEpochMilli(toMillis),
        Instant.ofEpochMilli(knownByMillis),
        training.maturity(),
        switch (training.genuineWhen()) {
          case APPROVED -> GenuineProof.APPROVED;
          case SETTLED -> GenuineProof.SETTLED;
        });
  }

  private static List<Path> parts(Path directory, LocalDate first, LocalDate last)
      throws IOException {
    String earliest = "dt=" + first;
    return new DatedFiles(directory)
        .parts(last).stream()
            .filter(
                part -> directory.relativize(part).getName(0).toString().compareTo(earliest) >= 0)
            .toList();
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
