package io.alcedo.training.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.evaluation.ScoredTraffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromotionGateTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration WINDOW = Duration.ofDays(28);
  private static final GateSettings SETTINGS =
      GateSettings.standard()
          .withEvaluation(EvaluationSettings.standard().withResamples(100).withThreads(2));
  private static final PromotionGate GATE = new PromotionGate(SETTINGS);
  private static final GateLedger OPEN = GateLedger.EMPTY.opened("run", "a", "b", 0.01);
  private static final ScoredRows GOOD = ScoredTraffic.rows(40_000, 1);
  private static final ScoredRows BAD = ScoredTraffic.blurred(GOOD, 1, 2);

  @Test
  void aMuchBetterChallengerMayBePromoted() {
    PromotionGate.Decision decision = GATE.look(looked(WINDOW, BAD, GOOD, 1), OPEN);

    GateReport report = decision.report();
    assertThat(report.verdict()).as(GateText.of(report)).isEqualTo(GateVerdict.PROMOTE);
    assertThat(report.criteria())
        .extracting(Criterion::name)
        .containsExactly("evidence", "gain", "calibration", "segments", "latency");
    assertThat(report.criteria()).allMatch(Criterion::passed);
    assertThat(report.level().ofLook()).isEqualTo(OPEN.attempts().get(0).level());
    assertThat(report.gain().low())
        .isCloseTo(
            report.gain().value()
                - Normal.quantileAbove(report.level().ofLook()) * report.gain().deviation(),
            within(1e-12));
    assertThat(decision.ledger().attempts().get(0).verdict()).isEqualTo(GateVerdict.PROMOTE);
    assertThatThrownBy(() -> GATE.look(looked(WINDOW, BAD, GOOD, 1), decision.ledger()))
        .hasMessageContaining("attempt=run");
  }

  @Test
  void theSameModelNeverIsNotEvenWithoutMargin() {
    GateSettings without =
        new GateSettings(
            0, 0.2, WINDOW, 3, 20, 1, 1, 20, Duration.ofSeconds(1), SETTINGS.evaluation());

    GateReport report =
        new PromotionGate(without).look(looked(WINDOW, GOOD, GOOD, 1), OPEN).report();

    assertThat(report.verdict()).isEqualTo(GateVerdict.HOLD);
    assertThat(report.criterion("gain").passed()).isFalse();
  }

  @Test
  void aWorseOneIsHeldBackAtTheFirstLook() {
    GateReport report = GATE.look(looked(WINDOW.dividedBy(4), GOOD, BAD, 1), OPEN).report();

    assertThat(report.verdict()).isEqualTo(GateVerdict.HOLD);
  }

  @Test
  void anUndecidedOneWaitsUntilTheLastLook() {
    ScoredRows one = ScoredTraffic.blurred(GOOD, 0.5, 3);
    ScoredRows other = ScoredTraffic.blurred(GOOD, 0.5, 4);
    GateLedger ledger = OPEN;
    for (int days : new int[] {7, 14, 28}) {
      GateAttempt attempt = ledger.attempts().get(0);
      assertThat(GATE.nextLook(attempt)).isEqualTo(Duration.ofDays(days));
      PromotionGate.Decision decision =
          GATE.look(looked(Duration.ofDays(days), one, other, 1), ledger);
      ledger = decision.ledger();
      assertThat(decision.report().verdict())
          .isEqualTo(days < 28 ? GateVerdict.WAIT : GateVerdict.HOLD);
    }
    assertThat(ledger.attempts().get(0).looks())
        .extracting(GateLook::fraction)
        .containsExactly(0.25, 0.5, 1.0);
  }

  @Test
  void aLookThatIsNotDueIsRefused() {
    assertThatThrownBy(() -> GATE.look(looked(Duration.ofDays(6), BAD, GOOD, 1), OPEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("due=PT168H");
  }

  @Test
  void fewFraudsSpendNothingAndWaitForAsLongAgain() {
    ScoredRows few = ScoredTraffic.rows(600, 4);
    GateLedger ledger = OPEN;
    GateVerdict verdict = GateVerdict.WAIT;
    int looks = 0;
    while (verdict == GateVerdict.WAIT) {
      Duration matured = GATE.nextLook(ledger.attempts().get(0));
      PromotionGate.Decision decision = GATE.look(looked(matured, few, few, 1), ledger);
      verdict = decision.report().verdict();
      ledger = decision.ledger();
      looks++;
      assertThat(decision.report().criterion("evidence").passed()).isFalse();
      assertThat(decision.report().level().ofLook()).isZero();
    }

    assertThat(verdict).isEqualTo(GateVerdict.HOLD);
    assertThat(looks).isEqualTo(7);
    assertThat(ledger.attempts().get(0).lastFraction()).isEqualTo(2);
    assertThat(GATE.look(looked(WINDOW, null, null, 1), OPEN).report().rows().count()).isZero();
  }

  @Test
  void aSlowOneIsHeldBackWhateverItGains() {
    GateReport report = GATE.look(looked(WINDOW.dividedBy(4), BAD, GOOD, 50), OPEN).report();

    assertThat(report.verdict()).isEqualTo(GateVerdict.HOLD);
    assertThat(report.criterion("latency").passed()).isFalse();
    assertThat(report.criterion("latency").figure()).isEqualTo(50);
  }

  @Test
  void scoresThatClaimTooMuchAreHeldBack() {
    float[] doubled = new float[GOOD.size()];
    for (int row = 0; row < doubled.length; row++) {
      doubled[row] = (float) Math.sqrt(GOOD.score(row));
    }

    GateReport report = GATE.look(looked(WINDOW, BAD, GOOD.withScores(doubled), 1), OPEN).report();

    assertThat(report.verdict()).isEqualTo(GateVerdict.HOLD);
    assertThat(report.criterion("gain").passed()).isTrue();
    assertThat(report.criterion("calibration").passed()).isFalse();
  }

  @Test
  void oneSegmentMuchWorseIsHeldBack() {
    float[] scores = new float[GOOD.size()];
    for (int row = 0; row < scores.length; row++) {
      boolean spoilt = GOOD.facts(row).amountMinor() < 3_000;
      scores[row] = spoilt ? 0.02f : GOOD.score(row);
    }
    ScoredRows spoilt = GOOD.withScores(scores);
    ScoredRows worse = ScoredTraffic.blurred(GOOD, 2.5, 5);

    GateReport report = GATE.look(looked(WINDOW, worse, spoilt, 1), OPEN).report();

    assertThat(report.criterion("segments").passed()).as(GateText.of(report)).isFalse();
    assertThat(report.criterion("segments").meaning()).contains("amountBand under 30");
    assertThat(report.verdict()).isEqualTo(GateVerdict.HOLD);
  }

  @Test
  void whatLacksFeaturesIsReported() throws Exception {
    GateCase some = looked(WINDOW, BAD, GOOD, 1);
    GateReport report = GATE.look(lacking(some, 1_234), OPEN).report();

    assertThat(report.rows().lackingFeatures()).isEqualTo(1_234);
    assertThat(report.verdict()).as("by what is left").isEqualTo(GateVerdict.PROMOTE);
    assertThat(GateText.of(report)).contains("1,234 more left out");
    assertThat(GateText.of(GATE.look(some, OPEN).report())).doesNotContain("left out");
    String json = new String(GateJson.write(report), StandardCharsets.UTF_8);
    assertThat(GateJson.readReport(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(report);
    String older = json.replaceFirst(",\\s*\"lackingFeatures\" : 1234", "");
    assertThat(older).doesNotContain("lackingFeatures");
    assertThat(GateJson.readReport(older.getBytes(StandardCharsets.UTF_8)).rows().lackingFeatures())
        .isZero();
  }

  @Test
  void whereNothingHoldsBothModelsFeaturesItWaitsAndHolds() {
    GateReport waits = GATE.look(lacking(looked(WINDOW, null, null, 1), 900), OPEN).report();
    GateReport holds =
        GATE.look(lacking(looked(WINDOW.multipliedBy(2), null, null, 1), 900), OPEN).report();

    assertThat(waits.verdict()).isEqualTo(GateVerdict.WAIT);
    assertThat(waits.criterion("evidence").passed()).isFalse();
    assertThat(holds.verdict()).isEqualTo(GateVerdict.HOLD);
    assertThat(holds.level().ofLook()).isZero();
  }

  @Test
  void reportsAreKeptAsJsonAndShownAsText() throws Exception {
    GateReport full = GATE.look(looked(WINDOW, BAD, GOOD, 1), OPEN).report();
    GateReport empty = GATE.look(looked(WINDOW, null, null, 1), OPEN).report();

    assertThat(GateJson.readReport(GateJson.write(full))).isEqualTo(full);
    assertThat(GateJson.readReport(GateJson.write(empty))).isEqualTo(empty);
    assertThat(GateText.of(full))
        .contains("may be promoted: cards b against a", "passed gain", "amountBand")
        .doesNotContain("NaN");
    assertThat(GateText.of(empty))
        .contains("waits for more labels", "FAILED evidence")
        .doesNotContain("NaN");
  }

  private static GateCase lacking(GateCase looked, long lackingFeatures) {
    return new GateCase(
        looked.attempt(),
        looked.model(),
        looked.champion(),
        looked.challenger(),
        looked.from(),
        looked.to(),
        looked.scores(),
        lackingFeatures,
        looked.latency(),
        looked.at());
  }

  private static GateCase looked(
      Duration matured,
      @Nullable ScoredRows champion,
      @Nullable ScoredRows challenger,
      int millis) {
    return new GateCase(
        "run",
        "cards",
        "a",
        "b",
        START,
        START.plus(matured),
        champion == null || challenger == null ? null : new GateCase.Scores(champion, challenger),
        0,
        new GateCase.Latency(64, Duration.ofMillis(millis)),
        START.plus(matured));
  }
}
