package io.alcedo.schema.row;

import io.alcedo.schema.bytes.RecordBytes;

/**
 * Makes rows of values that come one by one, in any order: texts are not made strings, but the
 * bytes that the row is handed on as. Made to be used again for row after row; owned by one thread.
 */
public final class RowWriter {
  private final RowLayout layout;
  private final RecordBytes texts = new RecordBytes();
  private final RecordBytes body = new RecordBytes();
  private final int[] starts;
  private final int[] ends;

  /** One bit a text slot, as many as {@link RowCodec} can read. */
  private long present;

  private TransactionRow row;

  /** Creates a writer of rows of this layout. */
  public RowWriter(RowLayout layout) {
    this.layout = layout;
    this.row = layout.newRow();
    this.starts = new int[row.textSlots()];
    this.ends = new int[row.textSlots()];
  }

  /** Begins a row in which every value is absent. */
  public void start() {
    row = layout.newRow();
    texts.start();
    present = 0;
  }

  /** Sets a whole number or enum ordinal. */
  public void number(int slot, long value) {
    row.numbers[slot] = value;
  }

  /** Sets a real number. */
  public void real(int slot, double value) {
    row.reals[slot] = value;
  }

  /** Sets a text to a part of an array, which is UTF-8. */
  public void text(int slot, byte[] utf8, int from, int to) {
    starts[slot] = texts.size();
    texts.putVarint(to - from);
    texts.putFixed(utf8, from, to);
    ends[slot] = texts.size();
    present |= 1L << slot;
  }

  /** Sets a text. */
  public void text(int slot, String text) {
    starts[slot] = texts.size();
    texts.putText(text);
    ends[slot] = texts.size();
    present |= 1L << slot;
  }

  /** Returns the row, which is the caller's. */
  public TransactionRow finish() {
    RecordBytes out = body;
    out.start();
    RowCodec.writeNumbers(row.numbers, out);
    RowCodec.writeReals(row.reals, out);
    int slots = starts.length;
    out.put(slots);
    for (int from = 0; from < slots; from += Byte.SIZE) {
      out.put((int) (present >>> from));
    }
    int[] places = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      if (((present >>> slot) & 1) == 0) {
        places[slot] = EncodedRow.NONE;
      } else {
        places[slot] = out.size();
        out.putPart(texts, starts[slot], ends[slot]);
      }
    }
    row.setEncoded(new EncodedRow(out.toByteArray(), places));
    return row;
  }
}
