package io.alcedo.scoring.decision;

import io.alcedo.schema.Degradation;
import io.alcedo.schema.Reason;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.List;

/**
 * A transaction with its decision: all that its records say. Owned by one thread, like the event.
 *
 * @param event the transaction with its whole vector
 * @param decided what is to be done
 * @param score the model's probability of fraud, NaN where no model answered
 * @param degradation in which way the decision is less than the best
 * @param reasons why, largest first; empty for APPROVE
 * @param reasonsSkipped whether reasons were due but left out
 * @param scoredAtMillis when the decision was made, in milliseconds since 1970 UTC
 */
public record Scored(
    TransactionEvent event,
    Decided decided,
    double score,
    Degradation degradation,
    List<Reason> reasons,
    boolean reasonsSkipped,
    long scoredAtMillis) {
  /** Returns whether a model answered. */
  public boolean hasScore() {
    return !Double.isNaN(score);
  }
}
