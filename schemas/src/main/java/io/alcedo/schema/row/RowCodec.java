package io.alcedo.schema.row;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads {@link TransactionRow}s for network channels and state: a version byte, then for
 * each group of slots (numbers, reals, texts) its size, a bit a value that says whether it is
 * present, and the present values. Numbers are zigzag varints, texts UTF-8 with a varint length.
 *
 * <p>A row written with fewer slots than the layout has is read with the others absent, so that
 * state outlives an added field; one with more is refused. Thread-safe.
 */
public final class RowCodec {
  private static final int VERSION = 1;

  // A row is written in one piece: an output checks its bounds at every call.
  private static final ThreadLocal<RowBytes> BYTES = ThreadLocal.withInitial(RowBytes::new);

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
  public void write(TransactionRow row, DataOutput out) throws IOException {
    RowBytes bytes = BYTES.get();
    bytes.start();
    bytes.put(VERSION);
    writeNumbers(row.numbers, bytes);
    writeReals(row.reals, bytes);
    writeTexts(row.texts, bytes);
    bytes.writeTo(out);
  }

  /**
   * Reads a row.
   *
   * @throws IOException where the bytes are of an unknown version or hold more slots than the
   *     layout
   */
  public TransactionRow read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("A row has version " + VERSION + ": version=" + version);
    }
    TransactionRow row = layout.newRow();
    readNumbers(row.numbers, in);
    readReals(row.reals, in);
    readTexts(row.texts, in);
    return row;
  }

  private static void writeNumbers(long[] values, RowBytes out) {
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

  private static void readNumbers(long[] values, DataInput in) throws IOException {
    int size = size(values.length, in);
    long present = readBits(size, in);
    for (int i = 0; i < size; i++) {
      if (((present >>> i) & 1) != 0) {
        values[i] = VarInts.readSigned(in);
      }
    }
  }

  private static void writeReals(double[] values, RowBytes out) {
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

  private static void readReals(double[] values, DataInput in) throws IOException {
    int size = size(values.length, in);
    long present = readBits(size, in);
    for (int i = 0; i < size; i++) {
      if (((present >>> i) & 1) != 0) {
        values[i] = in.readDouble();
      }
    }
  }

  private static void writeTexts(@Nullable String[] values, RowBytes out) {
    out.put(values.length);
    for (int from = 0; from < values.length; from += 8) {
      int bits = 0;
      for (int i = from; i < Math.min(from + 8, values.length); i++) {
        bits |= (values[i] != null ? 1 : 0) << (i - from);
      }
      out.put(bits);
    }
    for (String value : values) {
      if (value != null) {
        out.putText(value);
      }
    }
  }

  private static void readTexts(@Nullable String[] values, DataInput in) throws IOException {
    int size = size(values.length, in);
    long present = readBits(size, in);
    for (int i = 0; i < size; i++) {
      if (((present >>> i) & 1) != 0) {
        values[i] = VarInts.readText(in);
      }
    }
  }

  private static int size(int most, DataInput in) throws IOException {
    int size = in.readUnsignedByte();
    if (size > most) {
      throw new IOException(
          "A row has no more slots than its layout: size=" + size + ", most=" + most);
    }
    return size;
  }

  private static long readBits(int size, DataInput in) throws IOException {
    long bits = 0;
    for (int from = 0; from < size; from += 8) {
      bits |= (long) in.readUnsignedByte() << from;
    }
    return bits;
  }
}
