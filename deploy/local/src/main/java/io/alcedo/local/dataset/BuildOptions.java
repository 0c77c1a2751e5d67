package io.alcedo.local.dataset;

import io.alcedo.local.DurationConverter;
import io.alcedo.local.Problems;
import io.alcedo.local.SilenceOptions;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.build.DatasetSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how rows, labels, parts and checks of a dataset are made. */
final class BuildOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Take transactions from this time on, such as 2018-07-25T00:00:00Z; earlier ones only fill profiles.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Take transactions before this time.")
  private @Nullable Instant to;

  @Option(
      names = "--known-by",
      paramLabel = "TIME",
      description = "Take everything as it was known by this time (default: every label counts).")
  private @Nullable Instant knownBy;

  @Mixin private SilenceOptions silence = new SilenceOptions();

  @Option(
      names = "--validation-from",
      paramLabel = "TIME",
      description = "Validate on transactions from this time on (default: by share).")
  private @Nullable Instant validationFrom;

  @Option(
      names = "--test-from",
      paramLabel = "TIME",
      description = "Test on transactions from this time on; needs --validation-from.")
  private @Nullable Instant testFrom;

  @Option(
      names = "--validation-share",
      defaultValue = "0.15",
      paramLabel = "SHARE",
      description = "The share of rows that validate (default: ${DEFAULT-VALUE}).")
  private double validationShare = 0.15;

  @Option(
      names = "--test-share",
      defaultValue = "0.15",
      paramLabel = "SHARE",
      description =
          "The share of rows, the latest, that test; 0 for none (default: ${DEFAULT-VALUE}).")
  private double testShare = 0.15;

  @Option(
      names = "--leak-cuts",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "At how many transactions history is run again with another future (default: ${DEFAULT-VALUE}).")
  private int cuts = 4;

  @Option(
      names = "--leak-auc",
      defaultValue = "0.98",
      paramLabel = "AUC",
      description =
          "The ROC AUC from which on a single feature is refused (default: ${DEFAULT-VALUE}).")
  private double separationBound = 0.98;

  @Option(
      names = "--allow",
      paramLabel = "FEATURE",
      description = "A feature that may separate more than that; can be given more than once.")
  private Set<String> allowed = new LinkedHashSet<>();

  @Option(
      names = "--max-scoring-delay",
      defaultValue = "1h",
      converter = DurationConverter.class,
      paramLabel = "DURATION",
      description =
          "The longest time from a transaction to its vector in dated files (default: ${DEFAULT-VALUE}).")
  private Duration maxScoringDelay = Duration.ofHours(1);

  @Option(
      names = "--seed",
      defaultValue = "17",
      paramLabel = "N",
      description = "What the choice of cuts starts from (default: ${DEFAULT-VALUE}).")
  private long seed = 17;

  /** Notes what is wrong with the values. */
  void check(Problems problems) {
    problems.unless(
        from == null || to == null || from.isBefore(to), "--from is before --to: value=" + from);
    silence.check(problems);
    problems.unless(
        testFrom == null || (validationFrom != null && validationFrom.isBefore(testFrom)),
        "--test-from is after --validation-from: value=" + testFrom);
    problems.unless(
        validationShare > 0 && testShare >= 0 && validationShare + testShare < 1,
        "--validation-share is above 0 and, with --test-share, below 1: value=" + validationShare);
    problems.unless(cuts >= 1, "--leak-cuts is 1 or more: value=" + cuts);
    problems.unless(
        separationBound > 0.5 && separationBound <= 1,
        "--leak-auc is above 0.5 and at most 1: value=" + separationBound);
  }

  /**
   * Returns the settings.
   *
   * @param labelDelay the delay of every verdict, null where each one's own time counts
   */
  DatasetSettings settings(@Nullable Duration labelDelay) {
    HistoryWindow all = HistoryWindow.all();
    HistoryWindow window =
        HistoryWindow.between(from == null ? all.from() : from, to == null ? all.to() : to)
            .knownBy(knownBy == null ? all.knownBy() : knownBy);
    return new DatasetSettings(
        silence.in(window, GenuineProof.SETTLED),
        labelDelay,
        new DatasetSettings.Split(validationFrom, testFrom, validationShare, testShare),
        new DatasetSettings.Checks(cuts, separationBound, allowed),
        maxScoringDelay,
        seed);
  }
}
