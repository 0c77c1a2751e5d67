package io.alcedo.scoring.event;

import io.alcedo.schema.row.TransactionRow;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as it travels through the keyed hops: a transaction, a label that came
 * for one, or an outcome of one.
 *
 * <p><b>Why events carry rows.</b> Elements are written to network channels between any two hops
 * and, in unaligned checkpoints, to durable storage. So an element may hold nothing that privacy
 * has not passed: a {@link TransactionRow} has a slot for each value that its privacy action keeps
 * or makes and no place for anything else, so no personal data can become an element by mistake. A
 * row is also what the compiled feature plan reads by index, without boxing or look-ups; it is
 * small (about 200 bytes) and its codec reads rows of older layouts. Labels and outcomes carry a
 * row with just the tenant, the transaction id, the event time and the slots that name their
 * entities, so that each hop finds the key of any event by the same code.
 *
 * <p><b>Ownership.</b> An event belongs to the operator that handles it and, once emitted, to the
 * next. The job runs with object reuse, so chained operators share the object: who emits an event
 * neither keeps nor changes it afterwards. Only hops write to a vector, each to its own slots, and
 * before they emit.
 */
public sealed interface ScoringEvent
    permits TransactionEvent, LabelEvent, OutcomeEvent, RosterEvent {
  /**
   * What stands before an entity's name in records where its token is that of the twin row: {@code
   * next.cardToken}.
   */
  String NEXT = "next.";

  /** Returns the transaction's row, of which labels and outcomes fill only a part. */
  TransactionRow row();

  /**
   * Returns the row again with the tokens of the key that is still to take over, while a rotation
   * runs; null at all other times, and for what the new key has no row of.
   */
  default @Nullable TransactionRow twin() {
    return null;
  }

  /**
   * Returns the text that is the same for a transaction, its labels and its outcomes, and for no
   * other: the tenant and the transaction's id.
   */
  default String transactionKey() {
    return row().joined(TransactionRow.TENANT, '|', TransactionRow.TRANSACTION_ID);
  }
}
