package io.alcedo.training.dataset;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.history.LabelledTransaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction of a history counts as, and from when on: its verdict from when that was
 * reported; without one it counts as genuine once it is mature, and only if its outcome shows as
 * much.
 *
 * @param fraud whether it counts as fraud
 * @param from from when on, in milliseconds since 1970 UTC
 * @param silent whether nobody gave a verdict
 */
public record KnownLabel(boolean fraud, long from, boolean silent) {

  /**
   * Returns what a transaction counts as, or null for one that is unknown.
   *
   * @param maturity how old a transaction without a verdict is before it can count as genuine
   * @param proof what its outcome must show then
   */
  public static @Nullable KnownLabel of(
      LabelledTransaction labelled, Duration maturity, GenuineProof proof) {
    return refusal(labelled, proof) == null ? taken(labelled, maturity) : null;
  }

  /** Returns the rule by which a transaction counts as nothing; null where it has a label. */
  static @Nullable CleaningRule refusal(LabelledTransaction labelled, GenuineProof proof) {
    if (labelled.fraud() != null) {
      return null;
    }
    Outcome outcome = labelled.outcome();
    return proof.refusal(outcome == null ? null : outcome.getAction());
  }

  /** Returns what a transaction counts as where no rule refuses it. */
  static KnownLabel taken(LabelledTransaction labelled, Duration maturity) {
    Boolean verdict = labelled.fraud();
    if (verdict != null) {
      return new KnownLabel(verdict, labelled.labelKnownAt(), false);
    }
    long eventTime = labelled.transaction().getEventTime().toEpochMilli();
    Outcome outcome = labelled.outcome();
    long shown = outcome == null ? eventTime : outcome.getOccurredAt().toEpochMilli();
    return new KnownLabel(false, Math.max(eventTime + maturity.toMillis(), shown), true);
  }
}
