package io.alcedo.privacy;

import io.alcedo.schema.row.TransactionRow;

/** What became of one input record: an anonymised row, or the reason why there is none. */
public sealed interface IngestResult {
  /**
   * A valid, anonymised transaction.
   *
   * @param row the row, owned by the caller
   * @param contentHash a 64-bit hash of the row's slots: equal for equal content under one keyset
   */
  record Accepted(TransactionRow row, long contentHash) implements IngestResult {}

  /**
   * A record that was put aside.
   *
   * @param code its category
   * @param message the field, the rule and what to do; never a value of the record
   */
  record Rejected(DeadLetterCode code, String message) implements IngestResult {}
}
