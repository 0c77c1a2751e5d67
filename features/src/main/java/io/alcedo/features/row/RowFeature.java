package io.alcedo.features.row;

import io.alcedo.schema.row.TransactionRow;

/**
 * A feature of the current transaction alone. Implementations are immutable, thread-safe, and
 * allocate nothing.
 */
public interface RowFeature {
  /** Returns the feature's value, NaN where the row does not have what it needs. */
  double value(TransactionRow row);
}
