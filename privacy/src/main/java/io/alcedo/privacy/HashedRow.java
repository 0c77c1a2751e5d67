package io.alcedo.privacy;

import io.alcedo.schema.row.RowWriter;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import org.jspecify.annotations.Nullable;

/**
 * A row while the steps of a pass write it, and the sums that its {@link ContentHash} is made of.
 * Each text is written once at most. Reused; owned by one thread.
 */
final class HashedRow {
  private final ContentHash contentHash;
  private final RowWriter writer;
  private long kept;
  private long tokens;

  HashedRow(ContentHash contentHash, RowWriter writer) {
    this.contentHash = contentHash;
    this.writer = writer;
  }

  /** Begins a row in which every value is absent. */
  void start() {
    writer.start();
    kept = 0;
    tokens = 0;
  }

  /** Sets a whole number or enum ordinal. */
  void number(int slot, long value) {
    writer.number(slot, value);
  }

  /** Sets a real number; NaN is absent. */
  void real(int slot, double value) {
    writer.real(slot, value);
  }

  /** Sets a text, or leaves it absent. */
  void text(int slot, @Nullable String text) {
    if (text != null) {
      writer.text(slot, text);
      kept += contentHash.ofText(slot, StableHash.of(text));
    }
  }

  /** Sets a text to a part of an array, which is ASCII. */
  void text(int slot, byte[] ascii, int from, int to) {
    writer.text(slot, ascii, from, to);
    kept += contentHash.ofText(slot, StableHash.ofAscii(ascii, from, to));
  }

  /** Sets a token, which is all of an array. */
  void token(int slot, byte[] token) {
    writer.text(slot, token, 0, token.length);
    tokens += contentHash.ofText(slot, StableHash.ofAscii(token, 0, token.length));
  }

  /** Returns the row, which is the caller's. */
  TransactionRow finish() {
    TransactionRow row = writer.finish();
    kept += contentHash.ofNumbers(row);
    return row;
  }

  /** Returns the hash of the row that was written last, with tokens of this key. */
  long contentHash(int keyId) {
    return ContentHash.of(kept, tokens, keyId);
  }
}
