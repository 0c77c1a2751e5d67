package io.alcedo.scoring.event;

import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.roster.Roster;

/**
 * A roster on its way behind the last hop, between two transactions: those after it have the places
 * of its feature sets. Immutable.
 *
 * @param roster the state from now on
 */
public record RosterEvent(Roster roster) implements ScoringEvent {
  /**
   * Refuses: a roster is of no transaction, and is never sent by the key of one.
   *
   * @throws IllegalStateException always
   */
  @Override
  public TransactionRow row() {
    throw new IllegalStateException(
        "A roster is of no transaction: generation=" + roster.generation());
  }
}
