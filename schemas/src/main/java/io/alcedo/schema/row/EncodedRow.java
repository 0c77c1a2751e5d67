package io.alcedo.schema.row;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes that a row was read from: an operator reads few of its texts, changes none of its
 * values and hands it on as it came. A text becomes a string when it is asked for, its hash does
 * without. Immutable and thread-safe.
 */
final class EncodedRow {
  /** The place of an absent text. */
  static final int NONE = -1;

  private final byte[] bytes;

  /** Where the length of each slot's text stands, {@link #NONE} where the text is absent. */
  private final int[] texts;

  /**
   * Creates what a row was written as.
   *
   * @param bytes what {@link RowCodec} writes behind the length; kept, not copied
   * @param texts where among them the length of each slot's text stands, {@link #NONE} where the
   *     text is absent; kept
   */
  EncodedRow(byte[] bytes, int[] texts) {
    this.bytes = bytes;
    this.texts = texts;
  }

  /**
   * Finds the texts among the bytes that the reader has come to, the last of its row.
   *
   * @param slots how many texts the row's layout has
   * @param present one bit a slot
   */
  static EncodedRow at(RowReader in, int slots, long present) throws IOException {
    int[] texts = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      if (((present >>> slot) & 1) == 0) {
        texts[slot] = NONE;
      } else {
        texts[slot] = in.position();
        in.skip(in.textLength());
      }
    }
    return new EncodedRow(in.bytes(), texts);
  }

  boolean has(int slot) {
    return texts[slot] != NONE;
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
    out.putFixed(bytes, texts[slot], start(slot) + length(slot));
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

  private boolean isAscii(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return bytes.length;
  }

  void writeTo(RecordBytes out) {
    out.putFixed(bytes);
  }

  private int start(int slot) {
    int at = texts[slot];
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /** Reads the varint once more, which {@link RowReader} found to lie within the row. */
  private int length(int slot) {
    int at = texts[slot];
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
