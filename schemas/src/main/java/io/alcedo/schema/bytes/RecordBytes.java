package io.alcedo.schema.bytes;

import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one record while it is written, in one growing array: an output checks its bounds at
 * every call, this one once a value.
 *
 * <p>Whole numbers are zigzag varints and texts UTF-8 behind their length. What the methods named
 * after Avro's types write is Avro's binary encoding (specification 1.12, "Binary Encoding"). Not
 * thread-safe; made to be used again for record after record.
 */
public final class RecordBytes {
  private static final int MOST_KEPT = 1 << 16;
  private static final int START = 512;
  private static final int MOST_VARINT = 10;
  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[START];
  private int size;

  /** Makes empty bytes. */
  public RecordBytes() {}

  /** Forgets what was written, and the memory of an unusually large record. */
  public void start() {
    size = 0;
    if (bytes.length > MOST_KEPT) {
      bytes = new byte[START];
    }
  }

  /** Writes one byte. */
  public void put(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  /** Writes bytes as they are. */
  public void putFixed(byte[] fixed) {
    putFixed(fixed, 0, fixed.length);
  }

  /** Writes a part of other bytes as it is. */
  public void putFixed(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  /** Writes a part of other bytes, with a backslash before each separator and backslash. */
  public void putEscaped(byte[] source, int from, int to, char separator) {
    ensure(2 * (to - from));
    for (int i = from; i < to; i++) {
      byte next = source[i];
      if (next == separator || next == '\\') {
        bytes[size++] = '\\';
      }
      bytes[size++] = next;
    }
  }

  /** Writes all that other bytes hold. */
  public void putAll(RecordBytes other) {
    putFixed(other.bytes, 0, other.size);
  }

  /** Writes what other bytes hold from one place, inclusive, to another, exclusive. */
  public void putPart(RecordBytes other, int from, int to) {
    putFixed(other.bytes, from, to);
  }

  /** Writes two bytes, the most significant first. */
  public void putShort(int value) {
    put(value >>> 8);
    put(value);
  }

  /** Writes eight bytes, the most significant first. */
  public void putLong(long value) {
    ensure(Long.BYTES);
    BIG_LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Writes floats, the most significant byte of each first. */
  public void putFloats(float[] values) {
    ensure(values.length * Float.BYTES);
    int at = size;
    for (float value : values) {
      BIG_INT.set(bytes, at, Float.floatToRawIntBits(value));
      at += Float.BYTES;
    }
    size = at;
  }

  /** Writes a whole number that is seldom negative: negative ones take ten bytes. */
  public void putVarint(long value) {
    ensure(MOST_VARINT);
    putUnsigned(value);
  }

  /** Writes a whole number, zigzag coded: Avro's int, long, enum position, branch and count. */
  public void putSigned(long value) {
    ensure(MOST_VARINT);
    putUnsigned((value << 1) ^ (value >> 63));
  }

  /** Writes a real number, most significant byte first. */
  public void putDouble(double value) {
    putLong(Double.doubleToLongBits(value));
  }

  /** Writes Avro's double: least significant byte first. */
  public void putAvroDouble(double value) {
    ensure(Double.BYTES);
    LITTLE_LONG.set(bytes, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  /** Writes Avro's float: least significant byte first. */
  public void putAvroFloat(float value) {
    ensure(Float.BYTES);
    LITTLE_INT.set(bytes, size, Float.floatToRawIntBits(value));
    size += Float.BYTES;
  }

  /**
   * Writes the items of Avro's array of floats, without its count.
   *
   * @param count how many of the values are items
   */
  public void putAvroFloats(float[] values, int count) {
    ensure(count * Float.BYTES);
    int at = size;
    for (int i = 0; i < count; i++) {
      LITTLE_INT.set(bytes, at, Float.floatToRawIntBits(values[i]));
      at += Float.BYTES;
    }
    size = at;
  }

  /** Writes a text behind its length in bytes, an unsigned varint. */
  public void putText(String text) {
    putText(text, 0);
  }

  /** Writes Avro's string: a text behind its length in bytes, zigzag coded. */
  public void putAvroText(String text) {
    putText(text, 1);
  }

  /** Writes Avro's string of a text that is in UTF-8 already. */
  public void putAvroUtf8(byte[] utf8) {
    putSigned(utf8.length);
    putFixed(utf8);
  }

  /** Writes null in Avro's union of null and another type. */
  public void putAvroNull() {
    put(0);
  }

  /** Writes that a value follows in Avro's union of null and its type. */
  public void putAvroPresent() {
    put(2); // branch 1, zigzag coded
  }

  /** Writes Avro's boolean. */
  public void putAvroBoolean(boolean value) {
    put(value ? 1 : 0);
  }

  /** Writes all of it. */
  public void writeTo(DataOutput out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** Returns how many bytes were written. */
  public int size() {
    return size;
  }

  /** Returns what was written as the UTF-8 that it is. */
  public String toText() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  /** Returns a copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void putText(String text, int lengthShift) {
    int length = text.length();
    ensure(MOST_VARINT + length);
    int start = size;
    putUnsigned((long) length << lengthShift);
    byte[] target = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = start;
        putUtf8(text, lengthShift);
        return;
      }
      target[at++] = (byte) c;
    }
    size = at;
  }

  private void putUtf8(String text, int lengthShift) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ensure(MOST_VARINT);
    putUnsigned((long) utf8.length << lengthShift);
    putFixed(utf8);
  }

  /** Writes a varint, for which there is room. */
  private void putUnsigned(long value) {
    byte[] target = bytes;
    int at = size;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    size = at;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
