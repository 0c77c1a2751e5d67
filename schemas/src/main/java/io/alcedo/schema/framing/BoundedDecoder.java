package io.alcedo.schema.framing;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro binary from an array. Unlike Avro's own decoder it takes no length or count on trust: a text
 * or collection that claims more than the bytes left is refused before anything is allocated, so
 * that a short hostile message cannot exhaust the memory. One a thread.
 */
final class BoundedDecoder extends Decoder {
  private byte[] bytes = new byte[0];
  private ByteBuffer buffer = ByteBuffer.wrap(bytes);
  private int position;

  /** Starts to read at an offset of a message. */
  void reset(byte[] message, int offset) {
    bytes = message;
    buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    position = offset;
  }

  /** Forgets the message. */
  void release() {
    reset(new byte[0], 0);
  }

  boolean isEnd() {
    return position == bytes.length;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    int value = bytes[take(1)];
    if (value < 0 || value > 1) {
      throw new IOException("A boolean is 0 or 1");
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new IOException("An int has 32 bits");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      long next = bytes[take(1)];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("A long has at most ten bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return buffer.getFloat(take(4));
  }

  @Override
  public double readDouble() throws IOException {
    return buffer.getDouble(take(8));
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    take(length());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = length();
    return ByteBuffer.allocate(length).put(bytes, take(length), length).flip();
  }

  @Override
  public void skipBytes() throws IOException {
    take(length());
  }

  @Override
  public void readFixed(byte[] into, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), into, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return count();
  }

  @Override
  public long arrayNext() throws IOException {
    return count();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return count();
  }

  @Override
  public long mapNext() throws IOException {
    return count();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** A negative count is followed by the size of the block. */
  private long count() throws IOException {
    long count = readLong();
    if (count < 0) {
      length();
      count = -count;
    }
    if (count < 0 || count > bytes.length - position) {
      throw new EOFException("A collection has no more items than the message has bytes");
    }
    return count;
  }

  /** Skips the blocks that state their size; returns the count of one that does not, or 0. */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      take(length());
      count = readLong();
    }
    if (count > bytes.length - position) {
      throw new EOFException("A collection has no more items than the message has bytes");
    }
    return count;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0 || length > bytes.length - position) {
      throw new EOFException("A value is no longer than the message");
    }
    return (int) length;
  }

  private int take(int length) throws EOFException {
    int start = position;
    if (length > bytes.length - start) {
      throw new EOFException("A value is no longer than the message");
    }
    position = start + length;
    return start;
  }
}
