package io.alcedo.features.profile;

import java.io.IOException;

/** Reads what {@link ByteWriter} wrote. Not thread-safe. */
final class ByteReader {
  private final byte[] bytes;
  private int next;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int remaining() {
    return bytes.length - next;
  }

  int readUnsignedByte() throws IOException {
    if (next == bytes.length) {
      throw new IOException("The bytes of a profile end early: bytes=" + bytes.length);
    }
    return bytes[next++] & 0xFF;
  }

  int readInt() throws IOException {
    return readUnsignedByte() << 24
        | readUnsignedByte() << 16
        | readUnsignedByte() << 8
        | readUnsignedByte();
  }

  long readLong() throws IOException {
    return (long) readInt() << 32 | (readInt() & 0xFFFFFFFFL);
  }

  long readUnsigned() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int read = readUnsignedByte();
      value |= (long) (read & 0x7F) << shift;
      if (read < 0x80) {
        return value;
      }
    }
    throw new IOException("A varint has at most ten bytes");
  }

  long readSigned() throws IOException {
    long coded = readUnsigned();
    return (coded >>> 1) ^ -(coded & 1);
  }

  /** Reads a number that is at most so large. */
  int readSize(String name, int most) throws IOException {
    long size = readUnsigned();
    if (size < 0 || size > most) {
      throw new IOException(
          "A profile has at most " + most + " " + name + ": " + name + "=" + size);
    }
    return (int) size;
  }
}
