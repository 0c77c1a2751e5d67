package io.alcedo.local.backtest;

import io.alcedo.local.Problems;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.TrainingWindow;
import io.alcedo.training.backtest.BacktestWindows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which days a backtest trains on and scores, and what was known when. */
final class WindowOptions {
  @Option(
      names = "--train-from",
      paramLabel = "DATE",
      description =
          "The first day to train on, such as 2018-07-25 (UTC); earlier ones only fill profiles.")
  private @Nullable LocalDate trainFrom;

  @Option(names = "--train-to", paramLabel = "DATE", description = "The last day to train on.")
  private @Nullable LocalDate trainTo;

  @Option(
      names = "--test-from",
      required = true,
      paramLabel = "DATE",
      description = "The first day to score; labels that come later are not known to the model.")
  private LocalDate testFrom = LocalDate.EPOCH;

  @Option(
      names = "--test-to",
      required = true,
      paramLabel = "DATE",
      description = "The last day to score.")
  private LocalDate testTo = LocalDate.EPOCH;

  @Option(
      names = "--delay-days",
      paramLabel = "N",
      description =
          "Every label is known this many days after its transaction, for features and for"
              + " training (default: when the mapping says it was).")
  private @Nullable Integer delayDays;

  @Option(
      names = "--exclude-known-cards",
      description =
          "Leave out of the test days what cards do that a fraud known by then has compromised.")
  private boolean excludeKnownCards;

  /**
   * Returns the windows, or null after noting what is wrong with them.
   *
   * @param trained the window of the model that is given, null where one is trained
   */
  @Nullable BacktestWindows windows(@Nullable TrainingWindow trained, Problems problems) {
    problems.unless(
        trained == null || (trainFrom == null && trainTo == null),
        "--train-from and --train-to do not go with --model, whose own training days count");
    LocalDate from = trained == null ? trainFrom : day(trained.from());
    LocalDate to = trained == null ? trainTo : day(trained.to().minusMillis(1));
    problems.unless(from != null && to != null, "--train-from and --train-to are given");
    problems.unless(
        !testFrom.isAfter(testTo),
        "--test-from is not after --test-to: from=" + testFrom + ", to=" + testTo);
    problems.unless(
        delayDays == null || (delayDays >= 0 && delayDays <= 366),
        "--delay-days is 0 to 366: value=" + delayDays);
    if (from == null || to == null) {
      return null;
    }
    problems.unless(
        !from.isAfter(to), "--train-from is not after --train-to: from=" + from + ", to=" + to);
    problems.unless(
        to.isBefore(testFrom),
        "--test-from is after the last training day: from=" + testFrom + ", last=" + to);
    return from.isAfter(to) || !to.isBefore(testFrom) || testFrom.isAfter(testTo)
        ? null
        : new BacktestWindows(from, to, testFrom, testTo);
  }

  /** Notes where a model that is set beside another has learnt from the days that are scored. */
  void checkUnseen(BundleManifest compared, Problems problems) {
    Instant to = compared.trainingWindow().to();
    problems.unless(
        !to.isAfter(testFrom.atStartOfDay(ZoneOffset.UTC).toInstant()),
        "--compare: A bundle's training days end before --test-from: model="
            + compared.name()
            + " "
            + compared.version()
            + ", trained to="
            + to
            + ", from="
            + testFrom);
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Returns the time from a transaction to its label, null where each label states its own. */
  @Nullable Duration delay() {
    return delayDays == null ? null : Duration.ofDays(delayDays);
  }

  /** Returns whether cards that are known to be compromised leave the test days. */
  boolean excludeKnownCards() {
    return excludeKnownCards;
  }
}
