package io.alcedo.features.event;

/**
 * What became of a past transaction, as a profile takes it.
 *
 * @param idHash {@code StableHash.of(tenant, transactionId)} of the transaction
 * @param eventTime when the transaction took place, in milliseconds since 1970 UTC
 * @param baseAmountMinor its amount in minor units of the base currency
 * @param action the final action on it
 * @param threeDsFailed whether the payer failed 3-D Secure
 */
public record OutcomeUpdate(
    long idHash,
    long eventTime,
    long baseAmountMinor,
    OutcomeAction action,
    boolean threeDsFailed) {}
