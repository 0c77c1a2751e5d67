package io.alcedo.schema.row;

import io.alcedo.schema.bytes.RecordBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes that a row was read from: an operator reads few of its texts, changes none of its
 * values and hands it on as it came. A text becomes a string when it is asked for, its hash does
 * without. Immutable and thread-safe.
 */
final class EncodedRow {
  private final byte[] bytes;

  /** One bit a slot of the layout's texts, set where the text is present. */
  private final long present;

  /** Where the lengths of the present texts stand. */
  private final int[] starts;

  /**
   * Creates what a row is written as.
   *
   * @param bytes what {@link RowCodec} writes behind the length; kept, not copied
   * @param present one bit a slot of the layout's texts
   * @param starts where among the bytes the lengths of the present texts stand, in the order of
   *     their slots; kept
   */
  EncodedRow(byte[] bytes, long present, int[] starts) {
    this.bytes = bytes;
    this.present = present;
    this.starts = starts;
  }

  boolean has(int slot) {
    return ((present >>> slot) & 1) != 0;
  }

  String text(int slot) {
    int start = start(slot);
    return new String(bytes, start, length(slot), StandardCharsets.UTF_8);
  }

  byte[] utf8(int slot) {
    int start = start(slot);
    return Arrays.copyOfRange(bytes, start, start + length(slot));
  }

  void putUtf8(int slot, RecordBytes out) {
    int start = start(slot);
    out.putFixed(bytes, start, start + length(slot));
  }

  void putEscaped(int slot, char separator, RecordBytes out) {
    int start = start(slot);
    out.putEscaped(bytes, start, start + length(slot), separator);
  }

  void putAvroText(int slot, RecordBytes out) {
    int start = start(slot);
    int length = length(slot);
    out.putSigned(length);
    out.putFixed(bytes, start, start + length);
  }

  /** Writes the text as it stands here: its UTF-8 behind its length in bytes. */
  void putText(int slot, RecordBytes out) {
    out.putFixed(bytes, at(slot), start(slot) + length(slot));
  }

  /** Returns two texts with an ASCII separator between them. */
  String joined(int first, char separator, int second) {
    int length = length(first);
    byte[] both = new byte[length + 1 + length(second)];
    System.arraycopy(bytes, start(first), both, 0, length);
    both[length] = (byte) separator;
    System.arraycopy(bytes, start(second), both, length + 1, both.length - length - 1);
    return new String(both, StandardCharsets.UTF_8);
  }

  /** Returns the hash of a text that is there, as {@link StableHash#shortOf} makes it. */
  int hash(int slot) {
    int start = start(slot);
    int end = start + length(slot);
    return isAscii(start, end)
        ? StableHash.shortOfAscii(bytes, start, end)
        : StableHash.shortOf(text(slot));
  }

  /** Returns the hash of two texts that are there, as {@link StableHash#of} makes it. */
  long hash(int first, int second) {
    int start1 = start(first);
    int end1 = start1 + length(first);
    int start2 = start(second);
    int end2 = start2 + length(second);
    return isAscii(start1, end1) && isAscii(start2, end2)
        ? StableHash.ofAscii(bytes, start1, end1, start2, end2)
        : StableHash.of(text(first), text(second));
  }

  /** Looks at all of them without a branch in between. */
  private boolean isAscii(int start, int end) {
    int signs = 0;
    for (int i = start; i < end; i++) {
      signs |= bytes[i];
    }
    return signs >= 0;
  }

  int size() {
    return bytes.length;
  }

  void writeTo(RecordBytes out) {
    out.putFixed(bytes);
  }

  private int at(int slot) {
    return starts[Long.bitCount(present & ((1L << slot) - 1))];
  }

  private int start(int slot) {
    int at = at(slot);
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /** Reads the varint once more, which {@link RowReader} found to lie within the row. */
  private int length(int slot) {
    int at = at(slot);
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      length |= (next & 0x7F) << shift;
      if (next >= 0) {
        return length;
      }
    }
  }
}
