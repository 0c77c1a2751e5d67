package io.alcedo.training.dataset.build;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeaturePlan;
import io.alcedo.model.Digests;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.dated.DatedFiles;
import io.alcedo.training.dataset.dated.Lacking;
import io.alcedo.training.dataset.dated.ScoredRows;
import io.alcedo.training.dataset.dated.VerdictBook;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetException.Code;
import io.alcedo.training.dataset.file.DatasetManifest;
import io.alcedo.training.dataset.leak.LeakException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dataset of dated files: the vectors that models saw, joined with the verdicts and
 * outcomes that were known by the moment asked for. Vectors come as they are; what is checked is
 * that each was made soon after its transaction and before the first verdict on it, and that no
 * feature separates by itself. A signal that some other system had filled with what it should not
 * know at that time is seen only by the latter. For one thread.
 */
public final class DatedDataset {
  /** Where verdicts lie within their directory. */
  public static final String LABELS = "labels";

  /** Where outcomes lie within the directory of verdicts. */
  public static final String OUTCOMES = "outcomes";

  private final FeaturePlan plan;
  private final DatasetSettings settings;
  private final @Nullable FeatureCatalogue catalogue;
  private final Lacking lacking;
  private final List<DatasetManifest.SourceFile> files = new ArrayList<>();

  /** Makes datasets of vectors that this plan's feature set made. */
  public DatedDataset(FeaturePlan plan, DatasetSettings settings) {
    this(plan, settings, null, Lacking.LEFT_OUT);
  }

  /**
   * Makes datasets of this plan's features.
   *
   * @param catalogue knows what vectors of other sets hold, of which those features are taken that
   *     they have; null leaves such vectors out
   * @param lacking what becomes of vectors of other sets that lack some of the features
   */
  public DatedDataset(
      FeaturePlan plan,
      DatasetSettings settings,
      @Nullable FeatureCatalogue catalogue,
      Lacking lacking) {
    this.plan = plan;
    this.settings = settings;
    this.catalogue = catalogue;
    this.lacking = lacking;
  }

  /**
   * Makes a dataset, its files not yet written. Of days that are too early for any row and for
   * whether its card is new, nothing is read.
   *
   * @param scoredFeatures a directory of dated files of {@link ScoredFeatures}, or one such file
   * @param verdicts a directory with dated files of {@link Label} in {@value #LABELS} and of {@link
   *     Outcome} in {@value #OUTCOMES}
   * @throws LeakException where a feature seems to know the future
   * @throws DatasetException EMPTY where no row is left, UNREADABLE where there are no vectors or
   *     no verdicts; outcomes may be missing
   */
  public Dataset make(Path scoredFeatures, Path verdicts)
      throws IOException, DatasetException, LeakException {
    files.clear();
    HistoryWindow window = settings.window();
    LocalDate first = day(window.from().minus(ScoredRows.FACTS_FROM));
    VerdictBook book = new VerdictBook(window.knownBy().toEpochMilli());
    // Outcomes may be missing where a platform has none; without a verdict there is no fraud.
    for (Path part : required(verdicts.resolve(LABELS), first, LocalDate.MAX, LABELS)) {
      DatedFiles.<Label>read(part, Label.getClassSchema(), book::add);
    }
    LocalDate known = day(window.knownBy());
    // Only a row's own outcome counts, which is no earlier than the row.
    for (Path part : parts(verdicts.resolve(OUTCOMES), day(window.from()), known, OUTCOMES)) {
      DatedFiles.<Outcome>read(part, Outcome.getClassSchema(), book::add);
    }
    ScoredRows rows =
        catalogue == null
            ? new ScoredRows(plan.names(), plan.hash(), window, settings.maxScoringDelay())
            : new ScoredRows(
                plan.columns(), catalogue, lacking, window, settings.maxScoringDelay());
    for (Path part : required(scoredFeatures, first, day(window.to()), "scored-features")) {
      DatedFiles.<ScoredFeatures>read(part, ScoredFeatures.getClassSchema(), rows::addOwned);
    }
    TrainingSet set = rows.join(book);
    return new Draft(
            "scored-features",
            files,
            set,
            rows.matured(),
            rows.transactions(),
            rows.cleaning(),
            0,
            0)
        .dataset(plan, settings);
  }

  private List<Path> required(Path place, LocalDate first, LocalDate last, String name)
      throws IOException, DatasetException {
    List<Path> parts = parts(place, first, last, name);
    if (parts.isEmpty()) {
      throw new DatasetException(
          Code.UNREADABLE,
          "Dated files lie at dt=YYYY-MM-DD/part-*.avro; the retraining job closes them at its"
              + " checkpoints (learning.checkpoint_interval): directory="
              + place
              + ", parts=0");
    }
    return parts;
  }

  private List<Path> parts(Path place, LocalDate first, LocalDate last, String name)
      throws IOException {
    boolean single = Files.isRegularFile(place);
    List<Path> parts = single ? List.of(place) : new DatedFiles(place).parts(first, last);
    for (Path part : parts) {
      String within =
          single
              ? String.valueOf(part.getFileName())
              : name + "/" + place.relativize(part).toString().replace('\\', '/');
      files.add(new DatasetManifest.SourceFile(within, Digests.sha256(part)));
    }
    return parts;
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
