package io.alcedo.training.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alcedo.training.evaluation.Curves;
import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Interval;
import io.alcedo.training.evaluation.Measured;
import io.alcedo.training.evaluation.PairedComparison;
import io.alcedo.training.evaluation.PairedComparison.Difference;
import io.alcedo.training.evaluation.SegmentReport;
import io.alcedo.training.evaluation.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations as JSON, with the keys of docs/evaluation.md, which never change. What has no value
 * is null. Stateless and thread-safe.
 */
public final class EvaluationJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EvaluationJson() {}

  /** Returns a report with all that is said beside its figures. */
  public static ObjectNode of(EvaluationReport report, ReportContext context) {
    ObjectNode node = NODES.objectNode();
    node.put("title", context.title());
    ObjectNode facts = node.putObject("facts");
    context.facts().forEach(fact -> facts.put(fact.key(), fact.value()));
    node.setAll(of(report));
    if (context.reasons() != null) {
      node.set("reasons", reasons(context.reasons()));
    }
    ArrayNode comparisons = node.putArray("comparisons");
    for (ReportContext.Comparison comparison : context.comparisons()) {
      comparisons.addObject().put("with", comparison.name()).setAll(of(comparison.paired()));
    }
    return node;
  }

  /** Returns a report: each figure by its key, then intervals, segments and curves. */
  public static ObjectNode of(EvaluationReport report) {
    ObjectNode node = NODES.objectNode();
    putFigures(node, report.figures(), report.settings());
    put(node, "alwaysGenuineAccuracy", report.totals().alwaysGenuineAccuracy());
    put(node, "threshold", report.threshold());
    node.set("totals", totals(report.totals()));
    node.set("settings", settings(report.settings()));
    ArrayNode segments = node.putArray("segments");
    for (SegmentReport segment : report.segments()) {
      ObjectNode one =
          segments
              .addObject()
              .put("kind", segment.kind().key())
              .put("name", segment.name())
              .put("rows", segment.rows())
              .put("fraudRows", segment.fraudRows())
              .put("small", segment.small());
      putFigures(one, segment.figures(), report.settings());
    }
    node.set("curves", curves(report.curves()));
    return node;
  }

  /** Returns a comparison: for each figure both values, the difference and how sure it is. */
  public static ObjectNode of(PairedComparison comparison) {
    ObjectNode node = NODES.objectNode();
    for (Difference difference : comparison.differences()) {
      ObjectNode one = node.putObject(difference.figure().key(comparison.settings()));
      put(one, "champion", difference.champion());
      put(one, "challenger", difference.challenger());
      put(one, "difference", difference.value());
      one.set("interval", interval(difference.interval()));
      put(one, "shareBetter", difference.shareBetter());
    }
    return node;
  }

  private static void putFigures(
      ObjectNode node, List<Measured> figures, EvaluationSettings settings) {
    for (Measured measured : figures) {
      put(node, measured.figure().key(settings), measured.value());
    }
    ObjectNode intervals = node.putObject("intervals");
    for (Measured measured : figures) {
      intervals.set(measured.figure().key(settings), interval(measured.interval()));
    }
  }

  private static JsonNode interval(@Nullable Interval interval) {
    if (interval == null) {
      return NODES.nullNode();
    }
    ObjectNode node = NODES.objectNode();
    put(node, "low", interval.low());
    put(node, "high", interval.high());
    put(node, "deviation", interval.deviation());
    return node;
  }

  private static ObjectNode totals(Totals totals) {
    ObjectNode node = NODES.objectNode();
    node.put("rows", totals.rows()).put("fraudRows", totals.fraudRows()).put("days", totals.days());
    node.put("cards", totals.cards()).put("terminals", totals.terminals());
    put(node, "frauds", totals.frauds());
    put(node, "genuine", totals.genuine());
    put(node, "fraudsCaught", totals.fraudsCaught());
    put(node, "genuineAlerts", totals.genuineAlerts());
    put(node, "fraudAmountMinor", totals.fraudAmountMinor());
    put(node, "fraudAmountCaughtMinor", totals.fraudAmountCaughtMinor());
    put(node, "amountMinor", totals.amountMinor());
    put(node, "fraudRate", totals.fraudRate());
    return node;
  }

  private static ObjectNode settings(EvaluationSettings settings) {
    ObjectNode node = NODES.objectNode();
    node.put("cardsADay", settings.cardsADay()).put("amountDigits", settings.amountDigits());
    settings.amountBands().forEach(node.putArray("amountBands")::add);
    node.put("resamples", settings.resamples()).put("confidence", settings.confidence());
    node.put("seed", settings.seed());
    return node;
  }

  private static ObjectNode curves(Curves curves) {
    ObjectNode node = NODES.objectNode();
    ArrayNode steps = node.putArray("steps");
    for (Curves.Step step : curves.steps()) {
      ObjectNode one = steps.addObject();
      put(one, "threshold", step.threshold());
      put(one, "recall", step.recall());
      put(one, "precision", step.precision());
      put(one, "falsePositiveRate", step.falsePositiveRate());
    }
    putGroups(node.putArray("calibration"), curves.calibration());
    putGroups(node.putArray("alertCalibration"), curves.alertCalibration());
    ArrayNode distribution = node.putArray("distribution");
    for (Curves.Band band : curves.distribution()) {
      ObjectNode one = distribution.addObject();
      put(one, "from", band.from());
      put(one, "to", band.to());
      put(one, "frauds", band.frauds());
      put(one, "genuine", band.genuine());
    }
    return node;
  }

  private static void putGroups(ArrayNode node, List<Curves.Group> groups) {
    for (Curves.Group group : groups) {
      ObjectNode one = node.addObject();
      put(one, "meanScore", group.meanScore());
      put(one, "fraudShare", group.fraudShare());
      put(one, "weight", group.weight());
    }
  }

  private static ObjectNode reasons(ReasonMeans reasons) {
    ObjectNode node = NODES.objectNode();
    put(node, "fraudAlerts", reasons.frauds());
    put(node, "genuineAlerts", reasons.genuine());
    ArrayNode families = node.putArray("families");
    for (ReasonMeans.Family family : reasons.families()) {
      ObjectNode one = families.addObject().put("family", family.family());
      put(one, "toFrauds", family.toFrauds());
      put(one, "toGenuine", family.toGenuine());
    }
    return node;
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
