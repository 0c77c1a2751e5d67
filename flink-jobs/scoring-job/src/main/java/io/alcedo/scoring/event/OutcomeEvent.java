package io.alcedo.scoring.event;

import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.schema.row.TransactionRow;

/**
 * What became of a past transaction, on its way to the profiles of the transaction's entities.
 *
 * <p>The {@code outcomes} topic names only the transaction: until the register has joined such an
 * outcome with it, the row holds just tenant and transaction id, and the update's event time and
 * amount are {@link TransactionRow#ABSENT}. Outcomes of a history come resolved.
 *
 * @param row the transaction's row, of which at least tenant and transaction id are filled and,
 *     where resolved, the event time and entity slots too
 * @param update the outcome, as profiles take it
 */
public record OutcomeEvent(TransactionRow row, OutcomeUpdate update) implements ScoringEvent {
  /** Returns whether the transaction is known, so that hops can find its profiles. */
  public boolean resolved() {
    return update.eventTime() != TransactionRow.ABSENT;
  }
}
