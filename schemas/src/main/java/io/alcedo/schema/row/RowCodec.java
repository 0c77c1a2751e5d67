package io.alcedo.schema.row;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.DataInput;
import java.io.IOException;

/**
 * Writes and reads {@link TransactionRow}s for network channels and state: a version byte, the
 * length of what follows, then for each group of slots (numbers, reals, texts) its size, a bit a
 * value that says whether it is present, and the present values. Numbers are zigzag varints, texts
 * UTF-8 with a varint length. The first version had no length.
 *
 * <p>A row written with fewer slots than the layout has is read with the others absent, so that
 * state outlives an added field; one with more is refused. Thread-safe.
 */
public final class RowCodec {
  private static final int VERSION = 2;
  private static final int WITHOUT_LENGTH = 1;
  private static final int MOST_BYTES = 1 << 24;

  // Its length comes before a row, so it is written apart first.
  private static final ThreadLocal<RecordBytes> BYTES = ThreadLocal.withInitial(RecordBytes::new);

  private final RowLayout layout;

  /** Creates a codec for rows of this layout. */
  public RowCodec(RowLayout layout) {
    this.layout = layout;
  }

  /** Returns the layout of the rows that this codec reads. */
  public RowLayout layout() {
    return layout;
  }

  /** Writes a row. */
  public void write(TransactionRow row, RecordBytes out) {
    out.put(VERSION);
    EncodedRow encoded = row.encoded();
    if (encoded != null) {
      out.putVarint(encoded.size());
      encoded.writeTo(out);
      return;
    }
    RecordBytes body = BYTES.get();
    body.start();
    writeNumbers(row.numbers, body);
    writeReals(row.reals, body);
    writeTexts(row, body);
    out.putVarint(body.size());
    out.putAll(body);
  }

  /**
   * Reads a row.
   *
   * @throws IOException where the bytes are of an unknown version or hold more slots than the
   *     layout
   */
  public TransactionRow read(DataInput in) throws IOException {
    int version = in.readByte();
    return switch (version) {
      case VERSION -> read(body(in));
      case WITHOUT_LENGTH -> readWithoutLength(in);
      default ->
          throw new IOException("A row has a version to " + VERSION + ": version=" + version);
    };
  }

  private static byte[] body(DataInput in) throws IOException {
    long length = VarInts.readUnsigned(in);
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("A row has at most " + MOST_BYTES + " bytes: length=" + length);
    }
    byte[] body = new byte[(int) length];
    in.readFully(body);
    return body;
  }

  private TransactionRow read(byte[] bytes) throws IOException {
    RowReader in = new RowReader(bytes);
    long[] numbers = layout.absentNumbers();
    double[] reals = layout.absentReals();
    try {
      in.numbers(in.present(numbers.length), numbers);
      in.reals(in.present(reals.length), reals);
      int texts = layout.textSlots();
      return new TransactionRow(numbers, reals, texts, in.texts(in.present(texts)));
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("A row's values lie within its bytes: bytes=" + bytes.length, e);
    }
  }

  private TransactionRow readWithoutLength(DataInput in) throws IOException {
    TransactionRow row = layout.newRow();
    int size = size(in.readUnsignedByte(), row.numbers.length);
    long present = bits(size, in);
    for (int i = 0; i < size; i++) {
      if (((present >>> i) & 1) != 0) {
        row.numbers[i] = VarInts.readSigned(in);
      }
    }
    size = size(in.readUnsignedByte(), row.reals.length);
    present = bits(size, in);
    for (int i = 0; i < size; i++) {
      if (((present >>> i) & 1) != 0) {
        row.reals[i] = in.readDouble();
      }
    }
    size = size(in.readUnsignedByte(), row.textSlots());
    present = bits(size, in);
    for (int i = 0; i < size; i++) {
      if (((present >>> i) & 1) != 0) {
        row.setText(i, VarInts.readText(in));
      }
    }
    return row;
  }

  static void writeNumbers(long[] values, RecordBytes out) {
    out.put(values.length);
    for (int from = 0; from < values.length; from += 8) {
      int bits = 0;
      for (int i = from; i < Math.min(from + 8, values.length); i++) {
        bits |= (values[i] != TransactionRow.ABSENT ? 1 : 0) << (i - from);
      }
      out.put(bits);
    }
    for (long value : values) {
      if (value != TransactionRow.ABSENT) {
        out.putSigned(value);
      }
    }
  }

  static void writeReals(double[] values, RecordBytes out) {
    out.put(values.length);
    for (int from = 0; from < values.length; from += 8) {
      int bits = 0;
      for (int i = from; i < Math.min(from + 8, values.length); i++) {
        bits |= (Double.isNaN(values[i]) ? 0 : 1) << (i - from);
      }
      out.put(bits);
    }
    for (double value : values) {
      if (!Double.isNaN(value)) {
        out.putDouble(value);
      }
    }
  }

  private static void writeTexts(TransactionRow row, RecordBytes out) {
    int slots = row.textSlots();
    out.put(slots);
    for (int from = 0; from < slots; from += 8) {
      int bits = 0;
      for (int i = from; i < Math.min(from + 8, slots); i++) {
        bits |= (row.text(i) != null ? 1 : 0) << (i - from);
      }
      out.put(bits);
    }
    for (int i = 0; i < slots; i++) {
      String text = row.text(i);
      if (text != null) {
        out.putText(text);
      }
    }
  }

  static int size(int size, int most) throws IOException {
    if (size > most) {
      throw new IOException(
          "A row has no more slots than its layout: size=" + size + ", most=" + most);
    }
    return size;
  }

  private static long bits(int size, DataInput in) throws IOException {
    long bits = 0;
    for (int from = 0; from < size; from += 8) {
      bits |= (long) in.readUnsignedByte() << from;
    }
    return bits;
  }
}
