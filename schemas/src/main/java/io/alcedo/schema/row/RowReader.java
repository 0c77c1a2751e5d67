package io.alcedo.schema.row;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads one row's bytes from an array, in the encodings of {@link VarInts}. One thread. */
final class RowReader {
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;

  RowReader(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int next() throws IOException {
    require(1);
    return bytes[position++] & 0xFF;
  }

  long signed() throws IOException {
    long coded = unsigned();
    return (coded >>> 1) ^ -(coded & 1);
  }

  double real() throws IOException {
    require(Double.BYTES);
    double value = Double.longBitsToDouble((long) BIG_LONG.get(bytes, position));
    position += Double.BYTES;
    return value;
  }

  int textLength() throws IOException {
    long length = unsigned();
    if (length < 0 || length > bytes.length - position) {
      throw new IOException("A text lies within its row: length=" + length);
    }
    return (int) length;
  }

  void skip(int count) {
    position += count;
  }

  private long unsigned() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(1);
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("A varint has at most ten bytes");
  }

  private void require(int count) throws IOException {
    if (bytes.length - position < count) {
      throw new IOException("A row's values lie within its bytes: bytes=" + bytes.length);
    }
  }
}
