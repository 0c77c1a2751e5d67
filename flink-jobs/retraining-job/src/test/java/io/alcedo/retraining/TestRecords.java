package io.alcedo.retraining;

import io.alcedo.schema.AvsResult;
import io.alcedo.schema.CvvResult;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records of the topics that the job reads. */
public final class TestRecords {
  /** When the first transaction happened. */
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private TestRecords() {}

  /** Returns the vector of a transaction so many hours after the start. */
  public static ScoredFeatures scored(String id, int hours) {
    ScoredFeatures scored = new ScoredFeatures();
    scored.setTransactionId(id);
    scored.setTenant("shop");
    scored.setEventTime(START.plus(Duration.ofHours(hours)));
    scored.setScoredAt(START.plus(Duration.ofHours(hours)).plusMillis(7));
    scored.setBaseAmountMinor(1_250);
    scored.setEntities(Map.of("cardToken", "card-" + id, "terminalId", "term-1"));
    scored.setVector(new ArrayList<>(List.of(1f, 2.5f)));
    scored.setSequence(new ArrayList<>());
    scored.setFeatureSetHash("hash-1");
    scored.setModelName("card-fraud");
    scored.setModelVersion("1");
    scored.setScore(0.25);
    scored.setDecision(Decision.REVIEW);
    scored.setControlArm(false);
    scored.setPropensity(1.0);
    return scored;
  }

  /** Returns an analyst's verdict. */
  public static Feedback analyst(String id, Verdict verdict) {
    Feedback feedback = new Feedback();
    feedback.setTransactionId(id);
    feedback.setTenant("shop");
    feedback.setVerdict(verdict);
    feedback.setSource(FeedbackSource.ANALYST);
    return feedback;
  }

  /** Returns a chargeback of Visa. */
  public static Feedback chargeback(String id, String code, String stage) {
    Feedback feedback = analyst(id, Verdict.UNKNOWN);
    feedback.setSource(FeedbackSource.CHARGEBACK);
    feedback.setScheme("VISA");
    feedback.setReasonCode(code);
    feedback.setStage(stage);
    return feedback;
  }

  /** Returns what became of a transaction so many hours after the start. */
  public static Outcome settled(String id, int hours) {
    Outcome outcome = new Outcome();
    outcome.setTransactionId(id);
    outcome.setTenant("shop");
    outcome.setAction(OutcomeAction.SETTLED);
    outcome.setAvsResult(AvsResult.UNKNOWN);
    outcome.setCvvResult(CvvResult.UNKNOWN);
    outcome.setThreeDSecureResult(ThreeDSecureResult.UNKNOWN);
    outcome.setOccurredAt(START.plus(Duration.ofHours(hours)));
    return outcome;
  }
}
