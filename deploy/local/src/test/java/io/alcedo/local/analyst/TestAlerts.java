package io.alcedo.local.analyst;

import io.alcedo.schema.Alert;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.Label;
import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Verdict;
import java.time.Instant;
import java.util.List;

/** Alerts and labels of a few cards. */
final class TestAlerts {
  static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

  private TestAlerts() {}

  /** Returns a label of this revision. */
  static Label label(String id, Verdict verdict, int revision) {
    return Label.newBuilder()
        .setTransactionId(id)
        .setTenant("acme")
        .setEventTime(TIME)
        .setBaseAmountMinor(1)
        .setVerdict(verdict)
        .setRevision(revision)
        .setReportedAt(TIME)
        .build();
  }

  /** Returns an alert on a card, so many seconds after the start. */
  static Alert alert(String id, String card, int seconds) {
    Instant time = TIME.plusSeconds(seconds);
    Reason reason =
        Reason.newBuilder()
            .setCode("velocity")
            .setFamily("velocity")
            .setFeature("card_count_1d")
            .setValue(40.0)
            .setTypicalValue(2.0)
            .setContribution(1.5)
            .build();
    RiskEvent event =
        RiskEvent.newBuilder()
            .setTransactionId(id)
            .setTenant("acme")
            .setEventTime(time)
            .setScoredAt(time)
            .setCardToken(card)
            .setMerchantId("m-1")
            .setTerminalId("term-1")
            .setAmountMinor(1_250)
            .setCurrency("EUR")
            .setBaseAmountMinor(1_250)
            .setScore(0.7)
            .setDecision(Decision.REVIEW)
            .setDecisionSource(DecisionSource.MODEL)
            .setDegradation(Degradation.NONE)
            .setReasons(List.of(reason))
            .build();
    return Alert.newBuilder()
        .setAlertId("a-" + id)
        .setTenant("acme")
        .setRaisedAt(time)
        .setRiskEvent(event)
        .setReasons(List.of(reason))
        .build();
  }
}
