package io.alcedo.features.definition;

import io.alcedo.schema.row.RowLayout.Kind;
import io.alcedo.schema.row.RowLayout.Slot;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.util.List;

/**
 * A value of an event that a profile remembers as a 32-bit hash, to count different ones or to tell
 * a new one: one slot of the row, or several that name a thing only together (a merchant is
 * acquirer and merchant id). Immutable and thread-safe.
 *
 * @param name the slots' names joined by '+'
 * @param slots the slots, of kind TEXT, LONG or ENUM
 */
public record Dimension(String name, List<Slot> slots) {
  /** Copies the slots. */
  public Dimension {
    slots = List.copyOf(slots);
  }

  /** Returns the hash of the row's value, never 0, or 0 where any of the slots is absent. */
  public int hash(TransactionRow row) {
    if (slots.size() == 1) {
      return hash(row, slots.get(0));
    }
    int hash = 0;
    for (Slot slot : slots) {
      int next = hash(row, slot);
      if (next == 0) {
        return 0;
      }
      hash = (hash * 0x9E3779B1) ^ next;
    }
    return hash == 0 ? 1 : hash;
  }

  private static int hash(TransactionRow row, Slot slot) {
    if (slot.kind() == Kind.TEXT) {
      return StableHash.shortOf(row.text(slot.index()));
    }
    long number = row.number(slot.index());
    return number == TransactionRow.ABSENT ? 0 : StableHash.shortOf(Long.toString(number));
  }
}
