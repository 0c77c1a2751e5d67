package io.alcedo.local.backtest;

import io.alcedo.local.Problems;
import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.backtest.DeclineSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a backtest plays on with payments blocked. */
final class DeclineOptions {
  @Option(
      names = "--decline-per-day",
      paramLabel = "N",
      description =
          "Also play the test days with the N highest scores of each declined: their labels never"
              + " come.")
  private @Nullable Integer declinePerDay;

  @Option(
      names = "--control-share",
      defaultValue = "0.01",
      paramLabel = "SHARE",
      description =
          "The share of would-be declines that is let through, chosen by hash, and weighted up in"
              + " training (default: ${DEFAULT-VALUE}).")
  private double controlShare = 0.01;

  @Option(
      names = "--retrain-days",
      defaultValue = "7",
      paramLabel = "N",
      description =
          "How often the model that declines is trained anew (default: ${DEFAULT-VALUE}).")
  private int retrainDays = 7;

  /** Notes what is wrong with the options. */
  void check(@Nullable Duration delay, boolean trained, Problems problems) {
    if (declinePerDay == null) {
      return;
    }
    problems.unless(declinePerDay > 0, "--decline-per-day is above 0: value=" + declinePerDay);
    problems.unless(
        controlShare >= 0 && controlShare <= 0.2,
        "--control-share is 0 to 0.2: value=" + controlShare);
    problems.unless(
        retrainDays >= 1 && retrainDays <= 366, "--retrain-days is 1 to 366: value=" + retrainDays);
    problems.unless(
        delay != null && !delay.isZero(),
        "--decline-per-day goes with a --delay-days of 1 or more: a label of the same day would"
            + " come before its decline");
    problems.unless(
        trained, "--decline-per-day trains anew as it goes, so it does not go with --model");
  }

  /** Returns how the days are played, null where they are not. */
  @Nullable DeclineSettings settings(BacktestWindows windows, Duration maturity) {
    return declinePerDay == null
        ? null
        : new DeclineSettings(windows, declinePerDay, controlShare, retrainDays, maturity);
  }
}
