package io.alcedo.schema.row;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads one row's bytes from an array, a group of slots at a time, in the encodings of {@link
 * VarInts}. Bytes that end too early are told by the array's own bounds: {@link
 * IndexOutOfBoundsException}. One thread.
 */
final class RowReader {
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;

  RowReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns one bit a slot of the group that begins here, set where its value is present.
   *
   * @param most how many slots the layout has
   */
  long present(int most) throws IOException {
    int size = RowCodec.size(bytes[position++] & 0xFF, most);
    long bits = 0;
    for (int from = 0; from < size; from += 8) {
      bits |= (bytes[position++] & 0xFFL) << from;
    }
    return bits & (-1L >>> -size); // a shift takes the last six bits of its distance
  }

  /** Reads the numbers of a group that are present. */
  void numbers(long present, long[] numbers) throws IOException {
    for (long rest = present; rest != 0; rest &= rest - 1) {
      long coded = unsigned();
      numbers[Long.numberOfTrailingZeros(rest)] = (coded >>> 1) ^ -(coded & 1);
    }
  }

  /** Reads the reals of a group that are present. */
  void reals(long present, double[] reals) {
    for (long rest = present; rest != 0; rest &= rest - 1) {
      reals[Long.numberOfTrailingZeros(rest)] =
          Double.longBitsToDouble((long) BIG_LONG.get(bytes, position));
      position += Double.BYTES;
    }
  }

  /** Finds the texts that are present, the last group of a row. */
  EncodedRow texts(long present) throws IOException {
    int[] starts = new int[Long.bitCount(present)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = position;
      long length = unsigned();
      if (length < 0 || length > bytes.length - position) {
        throw new IOException("A text lies within its row: length=" + length);
      }
      position += (int) length;
    }
    return new EncodedRow(bytes, present, starts);
  }

  private long unsigned() throws IOException {
    int at = position;
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        position = at;
        return value;
      }
    }
    throw new IOException("A varint has at most ten bytes");
  }
}
