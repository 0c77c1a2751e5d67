package io.alcedo.local.learning;

import io.alcedo.local.running.House.Message;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records that tests send to the retraining job. */
public final class Verdicts {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();

  private Verdicts() {}

  /** Returns the vector of a transaction. */
  public static ScoredFeatures scored(String id, Instant time) {
    return ScoredFeatures.newBuilder()
        .setTransactionId(id)
        .setTenant("acme")
        .setEventTime(time)
        .setScoredAt(time.plusMillis(5))
        .setBaseAmountMinor(1_000)
        .setEntities(Map.of("cardToken", "card-" + id, "terminalId", "term-1"))
        .setVector(List.of(1f))
        .setFeatureSetHash("hash")
        .setModelName("card-fraud")
        .setModelVersion("1")
        .setScore(0.5)
        .setDecision(Decision.REVIEW)
        .build();
  }

  /** Returns an analyst's verdict. */
  public static Feedback analyst(String id, Verdict verdict) {
    return Feedback.newBuilder()
        .setTransactionId(id)
        .setTenant("acme")
        .setVerdict(verdict)
        .setSource(FeedbackSource.ANALYST)
        .build();
  }

  /** Returns a message whose partition its transaction's id chooses, as a producer would. */
  public static Message message(String id, SpecificRecord record) {
    return new Message(
        Math.floorMod(id.hashCode(), 2),
        id.getBytes(StandardCharsets.UTF_8),
        FRAMING.encode(record));
  }
}
