package io.alcedo.scoring.event;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.schema.row.TransactionRow;

/**
 * A verdict on a past transaction, on its way to the profiles of the transaction's entities.
 *
 * @param row the transaction's row, of which at least the tenant, transaction id, event time and
 *     entity slots are filled
 * @param update the verdict, as profiles take it
 */
public record LabelEvent(TransactionRow row, LabelUpdate update) implements ScoringEvent {}
