package io.alcedo.scoring.event;

import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.schema.row.TransactionRow;
import org.jspecify.annotations.Nullable;

/**
 * What became of a past transaction, on its way to the profiles of the transaction's entities.
 *
 * <p>The {@code outcomes} topic names only the transaction: until the register has joined such an
 * outcome with it, the row holds just tenant and transaction id, and the update's event time and
 * amount are {@link TransactionRow#ABSENT}. Outcomes of a history come resolved.
 *
 * @param row the transaction's row, of which at least tenant and transaction id are filled and,
 *     where resolved, the event time and entity slots too
 * @param twin the row with the tokens of the key that is still to take over, null where none is
 * @param update the outcome, as profiles take it
 */
public record OutcomeEvent(TransactionRow row, @Nullable TransactionRow twin, OutcomeUpdate update)
    implements ScoringEvent {
  /** Creates the event of an outcome while no key takes over from another. */
  public OutcomeEvent(TransactionRow row, OutcomeUpdate update) {
    this(row, null, update);
  }

  /** Returns whether the transaction is known, so that hops can find its profiles. */
  public boolean resolved() {
    return update.eventTime() != TransactionRow.ABSENT;
  }
}
