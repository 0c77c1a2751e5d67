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

  private long[] numbers;
  private double[] reals;

  /** Creates a writer of rows of this layout. */
  public RowWriter(RowLayout layout) {
    this.layout = layout;
    this.numbers = layout.absentNumbers();
    this.reals = layout.absentReals();
    this.starts = new int[layout.textSlots()];
    this.ends = new int[layout.textSlots()];
  }

  /** Begins a row in which every value is absent. */
  public void start() {
    numbers = layout.absentNumbers();
    reals = layout.absentReals();
    texts.start();
    present = 0;
  }

  /** Sets a whole number or enum ordinal. */
  public void number(int slot, long value) {
    numbers[slot] = value;
  }

  /** Sets a real number. */
  public void real(int slot, double value) {
    reals[slot] = value;
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
    RowCodec.writeNumbers(numbers, out);
    RowCodec.writeReals(reals, out);
    int slots = starts.length;
    out.put(slots);
    for (int from = 0; from < slots; from += Byte.SIZE) {
      out.put((int) (present >>> from));
    }
    int[] places = new int[Long.bitCount(present)];
    int place = 0;
    for (long left = present; left != 0; left &= left - 1) {
      int slot = Long.numberOfTrailingZeros(left);
      places[place++] = out.size();
      out.putPart(texts, starts[slot], ends[slot]);
    }
    return new TransactionRow(
        numbers, reals, slots, new EncodedRow(out.toByteArray(), present, places));
  }
}
