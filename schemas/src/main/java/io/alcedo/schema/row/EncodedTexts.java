package io.alcedo.schema.row;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The texts of a row as the bytes they were read from: an operator reads few of them, and hands all
 * on. A text becomes a string when it is asked for, its hash does without. Immutable and
 * thread-safe.
 */
final class EncodedTexts {
  private static final int NONE = -1;

  private final byte[] bytes;
  private final int from;
  private final int to;

  /** Where the bytes of each slot's text begin and end, {@link #NONE} where it is absent. */
  private final int[] bounds;

  private EncodedTexts(byte[] bytes, int from, int to, int[] bounds) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.bounds = bounds;
  }

  /**
   * Finds the texts among the bytes that the reader has come to.
   *
   * @param slots how many texts the row's layout has
   * @param present one bit a slot
   */
  static EncodedTexts at(RowReader in, int slots, long present) throws IOException {
    int from = in.position();
    int[] bounds = new int[2 * slots];
    for (int slot = 0; slot < slots; slot++) {
      if (((present >>> slot) & 1) == 0) {
        bounds[2 * slot] = NONE;
      } else {
        int length = in.textLength();
        bounds[2 * slot] = in.position();
        in.skip(length);
        bounds[2 * slot + 1] = in.position();
      }
    }
    return new EncodedTexts(in.bytes(), from, in.position(), bounds);
  }

  boolean has(int slot) {
    return bounds[2 * slot] != NONE;
  }

  String text(int slot) {
    int start = bounds[2 * slot];
    return new String(bytes, start, bounds[2 * slot + 1] - start, StandardCharsets.UTF_8);
  }

  /** Returns the hash of a text that is there, as {@link StableHash#shortOf} makes it. */
  int hash(int slot) {
    int start = bounds[2 * slot];
    int end = bounds[2 * slot + 1];
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return StableHash.shortOf(text(slot));
      }
    }
    return StableHash.shortOfAscii(bytes, start, end);
  }

  /** Writes the texts one after the other, each behind its length. */
  void writeTo(RecordBytes out) {
    out.putFixed(bytes, from, to);
  }
}
