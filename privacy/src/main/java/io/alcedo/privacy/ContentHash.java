package io.alcedo.privacy;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.util.List;

/**
 * A 64-bit hash of what a row holds: a sum over the values present, each mixed with its slot's
 * name, so that a slot added later leaves the hash of older content as it was. It is made of
 * pseudonyms and kept values only. Not cryptographic; immutable and thread-safe.
 */
final class ContentHash {
  private final int[] numberSlots;
  private final int[] realSlots;
  private final int[] textSlots;
  private final long[] numberNames;
  private final long[] realNames;
  private final long[] textNames;

  ContentHash(RowLayout layout) {
    List<RowLayout.Slot> slots = layout.slots();
    List<RowLayout.Slot> numbers =
        slots.stream()
            .filter(s -> s.kind() == RowLayout.Kind.LONG || s.kind() == RowLayout.Kind.ENUM)
            .toList();
    List<RowLayout.Slot> reals =
        slots.stream().filter(s -> s.kind() == RowLayout.Kind.DOUBLE).toList();
    List<RowLayout.Slot> texts =
        slots.stream().filter(s -> s.kind() == RowLayout.Kind.TEXT).toList();
    numberSlots = indexes(numbers);
    realSlots = indexes(reals);
    textSlots = indexes(texts);
    numberNames = names(numbers);
    realNames = names(reals);
    textNames = names(texts);
  }

  private static int[] indexes(List<RowLayout.Slot> slots) {
    return slots.stream().mapToInt(RowLayout.Slot::index).toArray();
  }

  private static long[] names(List<RowLayout.Slot> slots) {
    return slots.stream().mapToLong(slot -> StableHash.of(slot.name())).toArray();
  }

  long of(TransactionRow row) {
    long hash = 0;
    for (int i = 0; i < numberSlots.length; i++) {
      long value = row.number(numberSlots[i]);
      if (value != TransactionRow.ABSENT) {
        hash += mix(value * 0x9e3779b97f4a7c15L + numberNames[i]);
      }
    }
    for (int i = 0; i < realSlots.length; i++) {
      double value = row.real(realSlots[i]);
      if (!Double.isNaN(value)) {
        hash += mix(Double.doubleToLongBits(value) * 0x9e3779b97f4a7c15L + realNames[i]);
      }
    }
    for (int i = 0; i < textSlots.length; i++) {
      String value = row.text(textSlots[i]);
      if (value != null) {
        hash += mix(StableHash.of(value) * 0x9e3779b97f4a7c15L + textNames[i]);
      }
    }
    return hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
