package io.alcedo.features.event;

/**
 * A verdict on a past transaction, as a profile takes it.
 *
 * @param idHash {@code StableHash.of(tenant, transactionId)} of the transaction
 * @param eventTime when the transaction took place, in milliseconds since 1970 UTC
 * @param baseAmountMinor its amount in minor units of the base currency
 * @param verdict the verdict that holds from now on
 * @param revision counts the verdicts on this transaction from 1; of two the higher one holds, so
 *     that applying one twice, or an old one late, changes nothing
 */
public record LabelUpdate(
    long idHash, long eventTime, long baseAmountMinor, Verdict verdict, int revision) {}
