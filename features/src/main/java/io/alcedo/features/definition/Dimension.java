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

  /**
   * Returns the hash of the row's value, never 0, or 0 where the last slot, which names the thing,
   * is absent; those before it qualify it and may be absent.
   */
  public int hash(TransactionRow row) {
    int last = slots.size() - 1;
    int name = hash(row, slots.get(last));
    if (name == 0 || last == 0) {
      return name;
    }
    int hash = 0;
    for (int i = 0; i < last; i++) {
      hash = hash * 31 + hash(row, slots.get(i));
    }
    hash = (hash * 0x9E3779B1) ^ name;
    return hash == 0 ? 1 : hash;
  }

  private static int hash(TransactionRow row, Slot slot) {
    if (slot.kind() == Kind.TEXT) {
      return row.textHash(slot.index());
    }
    long number = row.number(slot.index());
    return number == TransactionRow.ABSENT ? 0 : StableHash.shortOf(Long.toString(number));
  }
}
