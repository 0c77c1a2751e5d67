package io.alcedo.local.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import io.alcedo.training.gate.Criterion;
import io.alcedo.training.gate.GateReport;
import io.alcedo.training.gate.GateVerdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened on the way back.
 *
 * @param feedback how many reports each source sent
 * @param takenBack how many of them took an earlier one back
 * @param labels how many labels the learning job wrote, by verdict, revisions counted
 * @param gates what the gate said of challengers
 * @param steps what happened when, in seconds since the stream began
 */
@JsonPropertyOrder({"feedback", "takenBack", "labels", "gates", "steps"})
record LearningReport(
    Map<FeedbackSource, Long> feedback,
    long takenBack,
    Map<Verdict, Long> labels,
    List<Gate> gates,
    List<Circle.Step> steps) {
  /**
   * The excerpt of a gate's report.
   *
   * @param verdict PROMOTE, HOLD or WAIT
   * @param challenger the version that wanted in
   * @param champion the version that decided
   * @param rows the matured transactions that neither was trained on
   * @param frauds among them
   * @param averagePrecision of the challenger on them
   * @param averagePrecisionChampion of the champion on them
   * @param atLeast what the difference is at least, at the level of the look; null where unknown
   * @param failed the criteria that were not met
   */
  @JsonPropertyOrder({
    "verdict",
    "challenger",
    "champion",
    "rows",
    "frauds",
    "averagePrecision",
    "averagePrecisionChampion",
    "atLeast",
    "failed"
  })
  record Gate(
      GateVerdict verdict,
      String challenger,
      String champion,
      int rows,
      int frauds,
      double averagePrecision,
      double averagePrecisionChampion,
      @Nullable Double atLeast,
      List<String> failed) {
    static Gate of(GateReport report) {
      double low = report.gain().low();
      return new Gate(
          report.verdict(),
          report.challenger(),
          report.champion(),
          report.rows().count(),
          report.rows().frauds(),
          report.gain().challenger(),
          report.gain().champion(),
          Double.isFinite(low) ? low : null,
          report.criteria().stream()
              .filter(criterion -> !criterion.passed())
              .map(Criterion::name)
              .toList());
    }
  }

  static LearningReport of(Learning learning) {
    Circle circle = learning.circle();
    return new LearningReport(
        circle.reports(),
        circle.withdrawn(),
        circle.labels(),
        learning.challenge().reports().stream().map(Gate::of).toList(),
        circle.steps());
  }
}
