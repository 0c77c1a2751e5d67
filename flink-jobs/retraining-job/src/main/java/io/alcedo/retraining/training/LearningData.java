package io.alcedo.retraining.training;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
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

  private final FeatureSet set;
  private final FeaturePlan plan;
  private final Training training;
  private final DatedMirror files;
  private final Path known;

  /**
   * Reads dated files.
   *
   * @param set the job's own feature set, compiled to the plan
   * @param known a local directory for what vectors hold
   */
  LearningData(FeatureSet set, FeaturePlan plan, Training training, DatedMirror files, Path known) {
    this.known = known;
    this.set = set;
    this.plan = plan;
    this.training = training;
    this.files = files;
  }

  /**
   * Returns the rows that a run trains on.
   *
   * @param others the feature sets that models brought
   */
  Dataset dataset(RunPlan run, List<String> others)
      throws IOException, DatasetException, LeakException {
    DatasetSettings settings =
        new DatasetSettings(
            window(run.fromMillis(), run.toMillis(), run.cutMillis()),
            null,
            DatasetSettings.Split.STANDARD,
            new DatasetSettings.Checks(CUTS, training.leakArea(), Set.of()),
            LONGEST_SCORING,
            run.seed());
    Path place = files.refreshed();
    return new DatedDataset(plan, settings, catalogue(others))
        .make(place.resolve("scored-features"), place.resolve("verdicts"));
  }

  /**
   * Returns the matured rows of a stretch of event time, as known at a moment; may be none.
   *
   * @param others the feature sets that models brought
   */
  TrainingSet rows(long fromMillis, long toMillis, long knownByMillis, List<String> others)
      throws IOException {
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
            catalogue(others),
            window(fromMillis, toMillis, knownByMillis),
            LONGEST_SCORING);
    LocalDate earlier = day(fromMillis - FACTS_FROM.toMillis());
    for (Path part : parts(place.resolve("scored-features"), earlier, day(knownByMillis))) {
      DatedFiles.<ScoredFeatures>read(part, ScoredFeatures.getClassSchema(), rows::add);
    }
    return rows.join(book);
  }

  private FeatureCatalogue catalogue(List<String> others) throws IOException {
    FeatureCatalogue catalogue = new FeatureCatalogue(known);
    KnownVectors.add(catalogue, set, others);
    return catalogue;
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
