package io.alcedo.schema.row;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Variable-length integers (seven bits a byte, least significant first, as in Protocol Buffers) and
 * texts with such a length. Stateless.
 */
public final class VarInts {
  private static final int MOST_TEXT_BYTES = 1 << 20;

  private VarInts() {}

  /** Writes a whole number that is seldom negative: negative ones take ten bytes. */
  public static void writeUnsigned(long value, DataOutput out) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeUnsigned} wrote. */
  public static long readUnsigned(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("A varint has at most ten bytes");
  }

  /** Writes a whole number of either sign, zigzag coded. */
  public static void writeSigned(long value, DataOutput out) throws IOException {
    writeUnsigned((value << 1) ^ (value >> 63), out);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInput in) throws IOException {
    long coded = readUnsigned(in);
    return (coded >>> 1) ^ -(coded & 1);
  }

  /** Writes a text as UTF-8 behind its length in bytes. */
  public static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeUnsigned(bytes.length, out);
    out.write(bytes);
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInput in) throws IOException {
    return new String(readUtf8(in), StandardCharsets.UTF_8);
  }

  /** Reads the UTF-8 of what {@link #writeText} wrote. */
  public static byte[] readUtf8(DataInput in) throws IOException {
    long length = readUnsigned(in);
    if (length < 0 || length > MOST_TEXT_BYTES) {
      throw new IOException("A text has at most " + MOST_TEXT_BYTES + " bytes: length=" + length);
    }
    byte[] bytes = new byte[(int) length];
    in.readFully(bytes);
    return bytes;
  }
}
