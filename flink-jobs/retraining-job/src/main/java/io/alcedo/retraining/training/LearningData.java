package io.alcedo.retraining.training;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureColumns;
import io.alcedo.operations.settings.Training;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.training.dataset.CleaningRule;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.build.DatasetSettings;
import io.alcedo.training.dataset.build.DatedDataset;
import io.alcedo.training.dataset.dated.DatedFiles;
import io.alcedo.training.dataset.dated.Lacking;
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

  private final FeatureCatalogue catalogue;
  private final Training training;
  private final DatedMirror files;

  /**
   * Transactions that have matured and that some models can score.
   *
   * @param rows their rows; may be none
   * @param lackingFeatures how many more have vectors that lack a feature, or whose features nobody
   *     knows
   */
  record Matured(TrainingSet rows, long lackingFeatures) {}

  /**
   * Reads dated files.
   *
   * @param catalogue knows what vectors hold to which models added features
   */
  LearningData(FeatureCatalogue catalogue, Training training, DatedMirror files) {
    this.catalogue = catalogue;
    this.training = training;
    this.files = files;
  }

  /** Returns the rows that a run trains on, of a challenger's features. */
  Dataset dataset(RunPlan run, ChallengerSet set)
      throws IOException, DatasetException, LeakException {
    DatasetSettings settings =
        new DatasetSettings(
            window(run.fromMillis(), run.toMillis(), run.cutMillis()),
            null,
            DatasetSettings.Split.STANDARD,
            new DatasetSettings.Checks(CUTS, training.leakArea(), Set.of()),
            LONGEST_SCORING,
            run.seed());
    Path place = files.refreshed(needed(run.fromMillis(), run.cutMillis()));
    return new DatedDataset(set.plan(), settings, catalogue, set.lacking())
        .make(place.resolve("scored-features"), place.resolve("verdicts"));
  }

  /**
   * Returns what of a stretch of event time has matured and has all of some features, as known at a
   * moment.
   *
   * @param asked the features, in the order of a row
   */
  Matured matured(FeatureColumns asked, long fromMillis, long toMillis, long knownByMillis)
      throws IOException {
    Path place = files.refreshed(needed(fromMillis, knownByMillis));
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
            asked,
            catalogue,
            Lacking.LEFT_OUT,
            window(fromMillis, toMillis, knownByMillis),
            LONGEST_SCORING);
    LocalDate earlier = day(fromMillis - ScoredRows.FACTS_FROM.toMillis());
    for (Path part : parts(place.resolve("scored-features"), earlier, day(toMillis))) {
      DatedFiles.<ScoredFeatures>read(part, ScoredFeatures.getClassSchema(), rows::addOwned);
    }
    TrainingSet set = rows.join(book);
    return new Matured(
        set,
        rows.cleaning().leftOut(CleaningRule.LACKS_FEATURES)
            + rows.cleaning().leftOut(CleaningRule.OTHER_FEATURE_SET));
  }

  /** Returns the first day of files that is needed; a look needs those of the next training too. */
  private LocalDate needed(long fromMillis, long knownByMillis) {
    long trained = knownByMillis - training.maturity().toMillis() - training.history().toMillis();
    return day(Math.min(fromMillis, trained) - ScoredRows.FACTS_FROM.toMillis());
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
    return new DatedFiles(directory).parts(first, last);
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
