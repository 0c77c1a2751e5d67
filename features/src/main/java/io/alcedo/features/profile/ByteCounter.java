package io.alcedo.features.profile;

/** Counts the bytes that a {@link ByteWriter} would write. Not thread-safe. */
final class ByteCounter extends ByteWriter {
  private static final int MOST_BITS = 64;
  private static final int BITS_OF_BYTE = 7;

  ByteCounter() {
    super(0);
  }

  void clear() {
    size = 0;
  }

  @Override
  void writeByte(int value) {
    size++;
  }

  @Override
  void writeInt(int value) {
    size += Integer.BYTES;
  }

  @Override
  void writeUnsigned(long value) {
    int bits = MOST_BITS - Long.numberOfLeadingZeros(value | 1);
    size += (bits + BITS_OF_BYTE - 1) / BITS_OF_BYTE;
  }
}
