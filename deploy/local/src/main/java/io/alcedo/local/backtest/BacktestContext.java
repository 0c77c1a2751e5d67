package io.alcedo.local.backtest;

import io.alcedo.training.backtest.AlertReasons;
import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.evaluation.report.ReportContext;
import io.alcedo.training.evaluation.report.ReportContext.Comparison;
import io.alcedo.training.evaluation.report.ReportContext.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what stands beside the figures of the model in the middle, on the page and in JSON. */
final class BacktestContext {
  private final BacktestRequest request;
  private final BacktestResult result;

  BacktestContext(BacktestRequest request, BacktestResult result) {
    this.request = request;
    this.result = result;
  }

  ReportContext reportContext() {
    List<Comparison> comparisons =
        result.compared().stream()
            .map(other -> new Comparison(other.model().name(), other.comparison()))
            .toList();
    return ReportContext.of("Backtest of " + model(), facts())
        .withReasons(result.reasons().means())
        .withComparisons(comparisons);
  }

  private String model() {
    String name = result.middle().name();
    return request.model() == null ? request.trainer() + ", " + name : name;
  }

  private List<Fact> facts() {
    BacktestWindows windows = request.windows();
    Duration delay = request.delay();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("version", "Model version", result.middle().manifest().version()));
    facts.add(
        new Fact("featureSet", "Feature set", request.plan().name() + " " + request.plan().hash()));
    facts.add(new Fact("trained", "Trained on", windows.trainFrom() + " to " + windows.trainTo()));
    if (request.model() == null) {
      facts.add(new Fact("trainRows", "Rows trained on", count(result.trainRows())));
    }
    facts.add(new Fact("tested", "Judged on", windows.testFrom() + " to " + windows.testTo()));
    facts.add(
        new Fact(
            "labelDelay",
            "Label delay",
            delay == null ? "as each label states" : delay.toDays() + " days"));
    facts.add(
        new Fact(
            "knownCards",
            "Rows of known cards left out",
            request.excludeKnownCards() ? count(result.knownCards()) : "none looked for"));
    facts.add(new Fact("reasonsOf", "Reasons are of", reasonsOf(result.reasons())));
    return facts;
  }

  private static String reasonsOf(AlertReasons reasons) {
    return reasons.explained() == reasons.alerts()
        ? "all " + count(reasons.alerts()) + " alerts"
        : "the "
            + count(reasons.explained())
            + " highest of "
            + count(reasons.alerts())
            + " alerts";
  }

  private static String count(int rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }
}
