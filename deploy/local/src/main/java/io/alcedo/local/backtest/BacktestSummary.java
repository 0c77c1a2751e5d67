package io.alcedo.local.backtest;

import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.backtest.Impact;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.Interval;
import io.alcedo.training.evaluation.Measured;
import io.alcedo.training.evaluation.PairedComparison;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what came of a backtest for a person at a terminal. */
final class BacktestSummary {
  private static final List<Figure> SHOWN =
      List.of(
          Figure.AUC,
          Figure.AVERAGE_PRECISION,
          Figure.CARD_PRECISION,
          Figure.PRECISION,
          Figure.RECALL,
          Figure.VALUE_RECALL,
          Figure.CALIBRATION_ERROR);

  private final BacktestRequest request;
  private final BacktestResult result;
  private final PrintWriter out;

  BacktestSummary(BacktestRequest request, BacktestResult result, PrintWriter out) {
    this.request = request;
    this.result = result;
    this.out = out;
  }

  void print() {
    rows();
    figures();
    impact("review", result.middle().review());
    impact("decline", result.middle().decline());
    result.compared().forEach(this::compared);
    if (result.declines() != null) {
      declines(result.declines());
    }
  }

  private void rows() {
    BacktestWindows windows = request.windows();
    line(
        "%s: %s, labels %s",
        request.model() == null ? request.trainer() : result.middle().name(),
        request.plan().name(),
        request.delay() == null ? "as reported" : request.delay().toDays() + " days late");
    if (request.model() == null) {
      line(
          "train  %s to %s: %,d rows, %,d frauds (%,d more had no label yet)",
          windows.trainFrom(),
          windows.trainTo(),
          result.trainRows(),
          result.trainFrauds(),
          result.waiting());
    }
    line(
        "test   %s to %s: %,d rows, %,d frauds (%,d more of known cards left out)",
        windows.testFrom(),
        windows.testTo(),
        result.testRows(),
        result.testFrauds(),
        result.knownCards());
  }

  private void figures() {
    int seeds = result.models().size();
    line("");
    line("%-28s %8s   %-17s  95 %% interval", "", "median", seeds > 1 ? seeds + " seeds" : "");
    for (Measured measured : result.report().figures()) {
      if (SHOWN.contains(measured.figure())) {
        Spread spread = result.spread(measured.figure());
        line(
            "%-28s %8.4f   %-17s  %s",
            title(measured.figure()),
            spread.median(),
            seeds > 1 ? "%.4f to %.4f".formatted(spread.least(), spread.most()) : "",
            interval(measured.interval()));
      }
    }
  }

  private void impact(String what, Impact impact) {
    line("");
    line(
        "%s at %.4f: %,.1f a day, %d of %d frauds, %.1f genuine a fraud",
        what,
        impact.threshold(),
        impact.alertsPerDay(),
        impact.fraudsCaught(),
        impact.frauds(),
        impact.genuinePerFraud());
    line(
        "  fraud value caught %s (%.1f bp of turnover), missed %s (%.1f bp)",
        amount(impact.caughtMinor()),
        impact.caughtBasisPoints(),
        amount(impact.missedMinor()),
        impact.missedBasisPoints());
  }

  private void compared(BacktestResult.Compared other) {
    line("");
    line("%s less %s, with 95 %% interval:", result.middle().name(), other.model().name());
    for (Figure figure : SHOWN) {
      PairedComparison.Difference difference = other.comparison().difference(figure);
      line(
          "%-28s %8.4f - %.4f = %+.4f   %s",
          title(figure),
          difference.challenger(),
          difference.champion(),
          difference.value(),
          interval(difference.interval()));
    }
  }

  private void declines(DeclineResult declines) {
    DeclineResult.Played first = declines.played().get(0);
    line("");
    line(
        "with %d declines a day, a control share of %s and a model anew every %d days:",
        declines.settings().declinesPerDay(),
        declines.settings().controlShare(),
        declines.settings().retrainDays());
    line(
        "  average precision %.4f; with every label %.4f; kept %.1f %%",
        declines.averagePrecision().median(),
        declines.everyLabel().median(),
        100 * declines.kept());
    line(
        "  seed 1: %,d declined, %,d of them frauds, %,d let through as controls",
        first.declined(), first.declinedFrauds(), first.controls());
  }

  private String title(Figure figure) {
    return figure.title(result.report().settings());
  }

  private String amount(long minor) {
    int digits = request.plan().baseCurrencyDigits();
    return String.format(Locale.ROOT, "%,." + digits + "f", BigDecimal.valueOf(minor, digits));
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null ? "" : "%.4f to %.4f".formatted(interval.low(), interval.high());
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
