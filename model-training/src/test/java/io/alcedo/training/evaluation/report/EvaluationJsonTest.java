package io.alcedo.training.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Evaluator;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.Interval;
import io.alcedo.training.evaluation.PairedComparison.Difference;
import io.alcedo.training.evaluation.ScoredRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluationJsonTest {
  private static final List<String> FIGURES =
      List.of(
          "auc",
          "averagePrecision",
          "cardPrecisionAt100",
          "precision",
          "recall",
          "f1",
          "accuracy",
          "recallAtFpr10bp",
          "recallAtFpr50bp",
          "recallAtFpr100bp",
          "valueRecall",
          "valueDetectedAtFiveGenuinePerFraud",
          "alertRate",
          "genuineAlertsPerFraud",
          "calibrationError",
          "alertCalibrationError",
          "logLoss");

  @Test
  void keysAreThoseThatReadersRelyOn() throws Exception {
    JsonNode json = written();

    List<String> keys = new ArrayList<>(List.of("title", "facts"));
    keys.addAll(FIGURES);
    keys.addAll(
        List.of(
            "intervals",
            "alwaysGenuineAccuracy",
            "threshold",
            "totals",
            "settings",
            "segments",
            "curves",
            "reasons",
            "comparisons"));
    assertThat(keys(json)).containsExactlyElementsOf(keys);
    assertThat(keys(json.path("intervals"))).containsExactlyElementsOf(FIGURES);
    assertThat(keys(json.path("intervals").path("auc")))
        .containsExactly("low", "high", "deviation");
    assertThat(keys(json.path("totals")))
        .containsExactly(
            "rows",
            "fraudRows",
            "days",
            "cards",
            "terminals",
            "frauds",
            "genuine",
            "fraudsCaught",
            "genuineAlerts",
            "fraudAmountMinor",
            "fraudAmountCaughtMinor",
            "amountMinor",
            "fraudRate");
    assertThat(keys(json.path("settings")))
        .containsExactly(
            "cardsADay", "amountDigits", "amountBands", "resamples", "confidence", "seed");
    assertThat(keys(json.path("curves")))
        .containsExactly("steps", "calibration", "alertCalibration", "distribution");
    List<String> segment = new ArrayList<>(List.of("kind", "name", "rows", "fraudRows", "small"));
    FIGURES.stream()
        .filter(key -> !key.equals("cardPrecisionAt100") && !key.equals("logLoss"))
        .forEach(segment::add);
    segment.add("intervals");
    assertThat(keys(json.path("segments").path(0))).containsExactlyElementsOf(segment);
  }

  @Test
  void valuesAreThoseOfTheReport() throws Exception {
    JsonNode json = written();

    assertThat(json.path("facts").path("delay").asText()).isEqualTo("7 days");
    assertThat(json.path("threshold").asDouble()).isEqualTo(Reports.THRESHOLD);
    for (Figure figure : Figure.values()) {
      String key = FIGURES.get(figure.ordinal());
      Interval interval =
          Objects.requireNonNull(Reports.REPORT.figures().get(figure.ordinal()).interval());
      assertThat(json.path(key).asDouble()).isEqualTo(Reports.REPORT.value(figure));
      assertThat(json.path("intervals").path(key).path("low").asDouble()).isEqualTo(interval.low());
      assertThat(json.path("intervals").path(key).path("high").asDouble())
          .isEqualTo(interval.high());
    }
    assertThat(json.path("segments").size()).isEqualTo(Reports.REPORT.segments().size());
    assertThat(json.path("segments").path(1).path("auc").asDouble())
        .isEqualTo(Reports.REPORT.segments().get(1).value(Figure.AUC));
    assertThat(json.path("curves").path("steps").size())
        .isEqualTo(Reports.REPORT.curves().steps().size());
  }

  @Test
  void reasonsAreMeansOverTheAlertsThatWereExplained() throws Exception {
    JsonNode reasons = written().path("reasons");

    assertThat(reasons.path("fraudAlerts").asDouble()).isEqualTo(1);
    assertThat(reasons.path("genuineAlerts").asDouble()).isEqualTo(4);
    assertThat(reasons.path("families").findValuesAsText("family"))
        .containsExactly("terminal_risk", "amount", "velocity");
    assertThat(reasons.path("families").path(0).path("toFrauds").asDouble()).isEqualTo(2.5);
    assertThat(reasons.path("families").path(0).path("toGenuine").asDouble())
        .isEqualTo((3 * 1.5 + 0.5) / 4);
  }

  @Test
  void comparisonsHaveBothValuesAndHowSureTheDifferenceIs() throws Exception {
    JsonNode comparison = written().path("comparisons").path(0);

    assertThat(comparison.path("with").asText()).isEqualTo("the champion");
    List<String> keys = new ArrayList<>(List.of("with"));
    keys.addAll(FIGURES);
    assertThat(keys(comparison)).containsExactlyElementsOf(keys);
    JsonNode auc = comparison.path("auc");
    Difference expected = Reports.CONTEXT.comparisons().get(0).paired().difference(Figure.AUC);
    assertThat(keys(auc))
        .containsExactly("champion", "challenger", "difference", "interval", "shareBetter");
    assertThat(auc.path("champion").asDouble()).isEqualTo(expected.champion());
    assertThat(auc.path("challenger").asDouble()).isEqualTo(Reports.REPORT.value(Figure.AUC));
    assertThat(auc.path("difference").asDouble()).isEqualTo(expected.value());
    assertThat(auc.path("shareBetter").asDouble()).isEqualTo(expected.shareBetter());
  }

  @Test
  void whatHasNoValueIsNull() throws Exception {
    ScoredRows rows = ScoredRows.of(new float[] {0.1f, 0.2f}, new byte[] {0, 0});
    EvaluationSettings settings = EvaluationSettings.standard().withResamples(0).withCardsADay(7);
    JsonNode json =
        new ObjectMapper()
            .readTree(EvaluationJson.of(new Evaluator(settings).evaluate(rows, 0.5)).toString());

    assertThat(json.path("auc").isNull()).isTrue();
    assertThat(json.path("genuineAlertsPerFraud").isNull()).isTrue();
    assertThat(json.path("intervals").path("accuracy").isNull()).isTrue();
    assertThat(json.path("accuracy").asDouble()).isEqualTo(1);
    assertThat(json.path("cardPrecisionAt7").asDouble()).isZero();
  }

  private static JsonNode written() throws Exception {
    return new ObjectMapper()
        .readTree(EvaluationJson.of(Reports.REPORT, Reports.CONTEXT).toString());
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
