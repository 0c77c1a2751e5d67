package io.alcedo.privacy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.avro.Schema;

/**
 * A cursor over Avro binary data that trusts nothing: every length, count and index is checked
 * against the bytes that are left before it is used, and nothing is allocated. Reused; owned by one
 * thread.
 */
final class AvroBytes {
  private static final int MOST_DEPTH = 64;
  private static final long SIGNS = 0x8080808080808080L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private boolean ascii;

  /** Points the cursor at the bytes from {@code from}, inclusive, to {@code end}, exclusive. */
  void reset(byte[] newBytes, int from, int newEnd) {
    this.bytes = newBytes;
    this.at = from;
    this.end = newEnd;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at == end;
  }

  /** Returns whether the last text read is all ASCII. */
  boolean lastTextAscii() {
    return ascii;
  }

  long readLong() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw MalformedException.CUT_SHORT;
      }
      int next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        if (shift == 63 && next > 1) {
          throw MalformedException.NUMBER;
        }
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw MalformedException.NUMBER;
  }

  int readInt() throws MalformedException {
    long value = readLong();
    if (value != (int) value) {
      throw MalformedException.NUMBER;
    }
    return (int) value;
  }

  double readDouble() throws MalformedException {
    need(8);
    long bits = 0;
    for (int i = 7; i >= 0; i--) {
      bits = (bits << 8) | (bytes[at + i] & 0xFF);
    }
    at += 8;
    return Double.longBitsToDouble(bits);
  }

  float readFloat() throws MalformedException {
    need(4);
    int bits = 0;
    for (int i = 3; i >= 0; i--) {
      bits = (bits << 8) | (bytes[at + i] & 0xFF);
    }
    at += 4;
    return Float.intBitsToFloat(bits);
  }

  int readBoolean() throws MalformedException {
    need(1);
    int value = bytes[at++];
    if ((value & ~1) != 0) {
      throw MalformedException.BOOLEAN;
    }
    return value;
  }

  /** Reads the index of a union's branch or of an enum's symbol. */
  int readIndex(int count, MalformedException otherwise) throws MalformedException {
    long index = readLong();
    if (index < 0 || index >= count) {
      throw otherwise;
    }
    return (int) index;
  }

  /** Passes a text, checking that it is UTF-8, and returns where it starts; it ends here. */
  int passText() throws MalformedException {
    int length = readLength();
    int start = at;
    at += length;
    ascii = isAscii(bytes, start, at);
    if (!ascii) {
      checkUtf8(start);
    }
    return start;
  }

  /** Looks at eight bytes at a time: this is done to all texts of a record. */
  private static boolean isAscii(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      if (((long) LONG.get(bytes, i) & SIGNS) != 0) {
        return false;
      }
    }
    int signs = 0;
    for (; i < to; i++) {
      signs |= bytes[i];
    }
    return signs >= 0;
  }

  private void checkUtf8(int from) throws MalformedException {
    int i = from;
    while (i < at) {
      int lead = bytes[i];
      if (lead >= 0) {
        i++;
        continue;
      }
      int size = sizeOf(lead & 0xFF);
      if (size == 0 || i + size > at) {
        throw MalformedException.TEXT;
      }
      int point = lead & (0x7F >> size);
      for (int k = 1; k < size; k++) {
        int next = bytes[i + k];
        if ((next & 0xC0) != 0x80) {
          throw MalformedException.TEXT;
        }
        point = (point << 6) | (next & 0x3F);
      }
      boolean overlong = point < (size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000);
      if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
        throw MalformedException.TEXT;
      }
      i += size;
    }
  }

  private static int sizeOf(int lead) {
    if (lead >= 0xC2 && lead < 0xE0) {
      return 2;
    }
    if (lead >= 0xE0 && lead < 0xF0) {
      return 3;
    }
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
  }

  /**
   * Reads the count of a block of a map or array whose entries take at least one byte each; 0 ends
   * it. The size in bytes that may stand with it is passed.
   */
  int readBlockCount() throws MalformedException {
    long count = readLong();
    if (count < 0) {
      long size = readLong();
      if (size < 0 || size > end - at) {
        throw MalformedException.LENGTH;
      }
      count = -count;
    }
    if (count < 0 || count > end - at) {
      throw MalformedException.COUNT;
    }
    return (int) count;
  }

  /** Passes a value of any schema. */
  void skip(Schema schema) throws MalformedException {
    skip(schema, 0);
  }

  private void skip(Schema schema, int depth) throws MalformedException {
    if (depth > MOST_DEPTH) {
      throw MalformedException.DEPTH;
    }
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> readBoolean();
      case INT -> readInt();
      case LONG -> readLong();
      case FLOAT -> pass(4);
      case DOUBLE -> pass(8);
      case FIXED -> pass(schema.getFixedSize());
      case BYTES -> at += readLength();
      case STRING -> passText();
      case ENUM -> readIndex(schema.getEnumSymbols().size(), MalformedException.SYMBOL);
      case UNION -> {
        int branch = readIndex(schema.getTypes().size(), MalformedException.BRANCH);
        skip(schema.getTypes().get(branch), depth + 1);
      }
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          skip(field.schema(), depth + 1);
        }
      }
      case ARRAY -> skipBlocks(false, schema.getElementType(), depth);
      case MAP -> skipBlocks(true, schema.getValueType(), depth);
    }
  }

  private void skipBlocks(boolean named, Schema entry, int depth) throws MalformedException {
    for (int count = readBlockCount(); count != 0; count = readBlockCount()) {
      for (int i = 0; i < count; i++) {
        if (named) {
          passText();
        }
        skip(entry, depth + 1);
      }
    }
  }

  private int readLength() throws MalformedException {
    long length = readLong();
    if (length < 0) {
      throw MalformedException.LENGTH;
    }
    if (length > end - at) {
      throw MalformedException.CUT_SHORT;
    }
    return (int) length;
  }

  private void pass(int size) throws MalformedException {
    need(size);
    at += size;
  }

  private void need(int size) throws MalformedException {
    if (end - at < size) {
      throw MalformedException.CUT_SHORT;
    }
  }
}
