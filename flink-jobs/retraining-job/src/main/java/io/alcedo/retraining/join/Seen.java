package io.alcedo.retraining.join;

/**
 * A transaction that was scored, on its way to what remembers it. Immutable.
 *
 * @param tenant its tenant
 * @param transactionId its id
 * @param transaction what is remembered of it
 */
public record Seen(String tenant, String transactionId, KnownTransaction transaction) {}
