package io.alcedo.schema.row;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one row while it is written, in the layout of {@link VarInts}. One a thread. */
final class RowBytes {
  private static final int MOST_KEPT = 1 << 16;
  private static final int START = 512;
  private static final int MOST_VARINT = 10;

  private byte[] bytes = new byte[START];
  private int size;

  /** Forgets what was written, and the memory of an unusually large row. */
  void start() {
    size = 0;
    if (bytes.length > MOST_KEPT) {
      bytes = new byte[START];
    }
  }

  void put(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void putSigned(long value) {
    putUnsigned((value << 1) ^ (value >> 63));
  }

  void putDouble(double value) {
    ensure(Double.BYTES);
    long bits = Double.doubleToLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  void putText(String text) {
    int length = text.length();
    ensure(MOST_VARINT + length);
    int start = size;
    putUnsigned(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = start;
        putUtf8(text);
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void putUtf8(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ensure(MOST_VARINT + utf8.length);
    putUnsigned(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  private void putUnsigned(long value) {
    ensure(MOST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
