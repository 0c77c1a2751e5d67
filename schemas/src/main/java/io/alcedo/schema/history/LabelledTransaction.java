package io.alcedo.schema.history;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with what later became known of it.
 *
 * @param transaction the transaction
 * @param fraud whether it was fraud; null where it was never labelled
 * @param labelKnownAt when its label became known, in milliseconds since 1970 UTC; without meaning
 *     where there is no label
 * @param outcome what became of it; null where that is not known
 */
public record LabelledTransaction(
    Transaction transaction,
    @Nullable Boolean fraud,
    long labelKnownAt,
    @Nullable Outcome outcome) {}
