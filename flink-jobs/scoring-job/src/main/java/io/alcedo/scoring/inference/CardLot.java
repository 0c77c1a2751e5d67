package io.alcedo.scoring.inference;

import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;

/**
 * A card's own number from 0 to below 1: the same on every machine and for every transaction of the
 * card, so that a canary decides for the same cards throughout. Stateless.
 */
final class CardLot {
  private static final String SALT = "canary";
  private static final double UNIT = 0x1.0p-53;

  private CardLot() {}

  /** Returns the number of the row's card. */
  static double of(TransactionRow row) {
    long card =
        StableHash.of(row.required(TransactionRow.TENANT), row.required(TransactionRow.CARD_TOKEN));
    return (StableHash.of(SALT, Long.toHexString(card)) >>> 11) * UNIT;
  }
}
