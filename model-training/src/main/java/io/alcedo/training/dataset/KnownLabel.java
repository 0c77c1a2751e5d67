package io.alcedo.training.dataset;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.history.LabelledTransaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction of a history counts as, and from when on: its verdict from when that was
 * reported; without one it counts as genuine once it is mature, and only if its outcome shows it
 * approved or settled.
 *
 * @param fraud whether it counts as fraud
 * @param from from when on, in milliseconds since 1970 UTC
 * @param silent whether nobody gave a verdict
 */
public record KnownLabel(boolean fraud, long from, boolean silent) {

  /**
   * Returns what a transaction counts as, or null for one that is unknown: without a verdict, and
   * declined, abandoned, reversed or of unknown outcome.
   *
   * @param maturity how old a transaction without a verdict is before it can count as genuine
   */
  public static @Nullable KnownLabel of(LabelledTransaction labelled, Duration maturity) {
    Boolean verdict = labelled.fraud();
    if (verdict != null) {
      return new KnownLabel(verdict, labelled.labelKnownAt(), false);
    }
    Outcome outcome = labelled.outcome();
    if (outcome == null || !approved(outcome)) {
      return null;
    }
    long mature = labelled.transaction().getEventTime().toEpochMilli() + maturity.toMillis();
    return new KnownLabel(false, Math.max(mature, outcome.getOccurredAt().toEpochMilli()), true);
  }

  private static boolean approved(Outcome outcome) {
    return switch (outcome.getAction()) {
      case APPROVED, SETTLED -> true;
      default -> false;
    };
  }
}
