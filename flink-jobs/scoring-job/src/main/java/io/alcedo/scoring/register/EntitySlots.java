package io.alcedo.scoring.register;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.schema.row.VarInts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes the slots that name a transaction's entities into a few bytes and back into a row: for
 * each present one a 16-bit hash of its name and its text. Named by hash and not by position,
 * because these bytes outlive feature sets and schemas; slots that are no longer asked for are read
 * over. One a thread.
 */
final class EntitySlots {
  private final int[] indexes;
  private final short[] marks;
  private final Map<Short, Integer> indexOf = new HashMap<>();
  private final RecordBytes bytes = new RecordBytes();

  /**
   * Creates the codec of these slots.
   *
   * @throws IllegalArgumentException where a slot is not text, or two names have the same hash
   */
  EntitySlots(RowLayout layout, Collection<String> names) {
    List<String> sorted = List.copyOf(new TreeSet<>(names));
    indexes = new int[sorted.size()];
    marks = new short[sorted.size()];
    for (int i = 0; i < indexes.length; i++) {
      RowLayout.Slot slot = layout.find(sorted.get(i));
      if (slot == null || slot.kind() != RowLayout.Kind.TEXT) {
        throw new IllegalArgumentException("An entity is named by texts: slot=" + sorted.get(i));
      }
      indexes[i] = slot.index();
      marks[i] = (short) StableHash.of(sorted.get(i));
      if (indexOf.put(marks[i], indexes[i]) != null) {
        throw new IllegalArgumentException(
            "Slots are told apart by 16 bits of their names' hashes: slots=" + sorted);
      }
    }
  }

  byte[] write(TransactionRow row) {
    bytes.start();
    for (int i = 0; i < indexes.length; i++) {
      if (row.hasText(indexes[i])) {
        bytes.putShort(marks[i]);
        row.putText(indexes[i], bytes);
      }
    }
    return bytes.toByteArray();
  }

  void read(byte[] slots, TransactionRow row) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(slots));
    try {
      while (in.available() > 0) {
        Integer index = indexOf.get(in.readShort());
        String text = VarInts.readText(in);
        if (index != null) {
          row.setText(index, text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Entity slots are read as they were written", e);
    }
  }
}
