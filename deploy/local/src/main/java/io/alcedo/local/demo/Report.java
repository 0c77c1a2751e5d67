package io.alcedo.local.demo;

import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What someone will say of a transaction, and when. Immutable.
 *
 * @param dueAt the event time at which it is said, in milliseconds since 1970
 * @param scheme the card scheme of a chargeback or fraud report
 * @param reasonCode the scheme's reason code
 * @param stage the stage of the dispute
 * @param fraudType the scheme's fraud type
 */
record Report(
    long dueAt,
    String tenant,
    String transactionId,
    Verdict verdict,
    FeedbackSource source,
    @Nullable String scheme,
    @Nullable String reasonCode,
    @Nullable String stage,
    @Nullable String fraudType) {

  /** Returns what a person says, who knows no codes. */
  static Report said(
      long dueAt, String tenant, String transactionId, FeedbackSource source, Verdict verdict) {
    return new Report(dueAt, tenant, transactionId, verdict, source, null, null, null, null);
  }

  /** Returns the record for the topic {@code feedback}. */
  Feedback toRecord() {
    Feedback feedback = new Feedback();
    feedback.setTransactionId(transactionId);
    feedback.setTenant(tenant);
    feedback.setVerdict(verdict);
    feedback.setSource(source);
    feedback.setScheme(scheme);
    feedback.setReasonCode(reasonCode);
    feedback.setStage(stage);
    feedback.setFraudType(fraudType);
    feedback.setReportedAt(Instant.ofEpochMilli(dueAt));
    feedback.setReportedBy(null);
    return feedback;
  }
}
