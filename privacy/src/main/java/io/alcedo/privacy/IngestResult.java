package io.alcedo.privacy;

import io.alcedo.schema.row.TransactionRow;
import org.jspecify.annotations.Nullable;

/** What became of one input record: an anonymised row, or the reason why there is none. */
public sealed interface IngestResult {
  /**
   * A valid, anonymised transaction.
   *
   * @param row the row, owned by the caller
   * @param twin the same with the tokens of a key that is still to take over, null where none is
   * @param contentHash a hash of the row's slots, by which content is compared across keys: {@link
   *     ContentHash#same}
   */
  record Accepted(TransactionRow row, @Nullable TransactionRow twin, long contentHash)
      implements IngestResult {}

  /**
   * A record that was put aside.
   *
   * @param code its category
   * @param message the field, the rule and what to do; never a value of the record
   */
  record Rejected(DeadLetterCode code, String message) implements IngestResult {}
}
