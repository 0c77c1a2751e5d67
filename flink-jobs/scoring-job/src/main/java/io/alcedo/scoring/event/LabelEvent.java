package io.alcedo.scoring.event;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.schema.row.TransactionRow;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on a past transaction, on its way to the profiles of the transaction's entities.
 *
 * @param row the transaction's row, of which at least the tenant, transaction id, event time and
 *     entity slots are filled
 * @param twin the row with the tokens of the key that is still to take over, null where none is
 * @param update the verdict, as profiles take it
 */
public record LabelEvent(TransactionRow row, @Nullable TransactionRow twin, LabelUpdate update)
    implements ScoringEvent {
  /** Creates the event of a verdict while no key takes over from another. */
  public LabelEvent(TransactionRow row, LabelUpdate update) {
    this(row, null, update);
  }
}
