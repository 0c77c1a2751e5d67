package io.alcedo.local.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.backtest.Impact;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.report.EvaluationJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Writes what came of a backtest as JSON. At the top stand the medians over the seeds; what has no
 * value is null. Amounts are minor units of the base currency.
 */
final class BacktestJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BacktestRequest request;
  private final BacktestResult result;

  BacktestJson(BacktestRequest request, BacktestResult result) {
    this.request = request;
    this.result = result;
  }

  void writeTo(Path file) throws IOException {
    Files.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree()));
  }

  ObjectNode tree() {
    ObjectNode root = MAPPER.createObjectNode();
    for (Figure figure : List.of(Figure.AUC, Figure.AVERAGE_PRECISION, Figure.CARD_PRECISION)) {
      put(root, key(figure), result.spread(figure).median());
    }
    root.put("trainRows", result.trainRows());
    root.put("testRows", result.testRows());
    protocol(root);
    counts(root.putObject("counts"));
    ObjectNode spread = root.putObject("spread");
    for (Figure figure : Figure.values()) {
      spread(spread.putObject(key(figure)), result.spread(figure));
    }
    root.put("evaluated", result.middle().name());
    root.set(
        "evaluation",
        EvaluationJson.of(result.report(), new BacktestContext(request, result).reportContext()));
    ObjectNode impact = root.putObject("impact");
    impact(impact.putObject("review"), result.models().stream().map(JudgedModel::review).toList());
    impact(
        impact.putObject("decline"), result.models().stream().map(JudgedModel::decline).toList());
    ArrayNode models = root.putArray("models");
    result.models().forEach(model -> model(models.addObject(), model));
    ArrayNode compared = root.putArray("compared");
    result.compared().forEach(other -> compared(compared.addObject(), other));
    if (result.declines() != null) {
      declines(root.putObject("declines"), result.declines());
    }
    return root;
  }

  private void protocol(ObjectNode root) {
    BacktestWindows windows = request.windows();
    root.put("featureSet", request.plan().name());
    root.put("featureSetHash", request.plan().hash());
    root.put("trainer", request.model() == null ? request.trainer() : null);
    root.put("model", request.model() == null ? null : result.middle().name());
    ObjectNode settings = root.putObject("settings");
    if (request.model() == null) {
      request.trainers().apply(1).settings().forEach(settings::put);
      settings.remove("seed");
    }
    root.put("trainFrom", windows.trainFrom().toString());
    root.put("trainTo", windows.trainTo().toString());
    root.put("testFrom", windows.testFrom().toString());
    root.put("testTo", windows.testTo().toString());
    root.put("labelDelayDays", request.delay() == null ? null : request.delay().toDays());
    root.put("excludeKnownCards", request.excludeKnownCards());
    root.put("seeds", result.models().size());
  }

  private void counts(ObjectNode counts) {
    HistoryRows.Counts read = result.counts();
    counts.put("transactions", read.transactions());
    counts.put("repeated", read.repeated());
    counts.put("outsideWindows", read.outside());
    counts.put("unknown", read.unknown());
    counts.put("immature", read.immature());
    counts.put("waitingForLabels", result.waiting());
    counts.put("knownCards", result.knownCards());
    counts.put("trainFrauds", result.trainFrauds());
    counts.put("testFrauds", result.testFrauds());
  }

  private static void spread(ObjectNode node, Spread spread) {
    put(node, "median", spread.median());
    put(node, "least", spread.least());
    put(node, "most", spread.most());
    ArrayNode values = node.putArray("values");
    for (double value : spread.values()) {
      if (Double.isFinite(value)) {
        values.add(value);
      } else {
        values.addNull();
      }
    }
  }

  private static void impact(ObjectNode node, List<Impact> impacts) {
    median(node, "threshold", impacts, Impact::threshold);
    median(node, "alertsPerDay", impacts, Impact::alertsPerDay);
    median(node, "fraudsCaught", impacts, Impact::fraudsCaught);
    median(node, "fraudValueCaughtMinor", impacts, Impact::caughtMinor);
    median(node, "fraudValueMissedMinor", impacts, Impact::missedMinor);
    median(node, "fraudValueCaughtBasisPoints", impacts, Impact::caughtBasisPoints);
    median(node, "fraudValueMissedBasisPoints", impacts, Impact::missedBasisPoints);
    median(node, "genuineAlertsPerFraud", impacts, Impact::genuinePerFraud);
    node.put("turnoverMinor", impacts.get(0).turnoverMinor());
  }

  private static void median(
      ObjectNode node, String key, List<Impact> impacts, ToDoubleFunction<Impact> value) {
    put(
        node,
        key,
        new Spread(impacts.stream().map(impact -> value.applyAsDouble(impact)).toList()).median());
  }

  private void model(ObjectNode node, JudgedModel model) {
    node.put("name", model.name());
    node.put("version", model.manifest().version());
    put(node, "reviewThreshold", model.manifest().thresholds().review());
    put(node, "declineThreshold", model.manifest().thresholds().decline());
    for (Figure figure : Figure.values()) {
      put(node, key(figure), model.value(figure));
    }
  }

  /** Differences are those of the model in the middle less the other. */
  private void compared(ObjectNode node, BacktestResult.Compared other) {
    model(node, other.model());
    node.set("comparison", EvaluationJson.of(other.comparison()));
  }

  private static void declines(ObjectNode node, DeclineResult declines) {
    node.put("declinePerDay", declines.settings().declinesPerDay());
    node.put("controlShare", declines.settings().controlShare());
    node.put("retrainDays", declines.settings().retrainDays());
    put(node, "averagePrecisionKept", declines.kept());
    spread(node.putObject("averagePrecision"), declines.averagePrecision());
    spread(node.putObject("averagePrecisionEveryLabel"), declines.everyLabel());
    ArrayNode seeds = node.putArray("seeds");
    for (DeclineResult.Played played : declines.played()) {
      ObjectNode one = seeds.addObject();
      one.put("declined", played.declined());
      one.put("declinedFrauds", played.declinedFrauds());
      one.put("controls", played.controls());
    }
  }

  private String key(Figure figure) {
    return figure.key(result.report().settings());
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
