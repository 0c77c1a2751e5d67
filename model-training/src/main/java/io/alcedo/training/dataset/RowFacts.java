package io.alcedo.training.dataset;

import io.alcedo.schema.Channel;
import io.alcedo.schema.row.StableHash;
import org.jspecify.annotations.Nullable;

/**
 * What judging a row needs beside its vector: whose it was, how much it was about, and the segments
 * it belongs to. Identities are hashes of pseudonyms, equal where the entity is the same, and 0
 * where the transaction has none.
 *
 * @param transaction the hash of tenant and transaction id
 * @param card the hash of tenant and card token
 * @param terminal the hash of tenant, acquirer, merchant and terminal
 * @param amountMinor the amount in minor units of the platform's base currency
 * @param channel how the payment was made
 * @param merchantCategory the merchant category code (ISO 18245), null where unknown
 * @param newCard whether the card was first seen less than {@value #NEW_CARD_DAYS} days before
 */
public record RowFacts(
    long transaction,
    long card,
    long terminal,
    long amountMinor,
    Channel channel,
    @Nullable String merchantCategory,
    boolean newCard) {
  /** A card first seen within this many days is a new one. */
  public static final int NEW_CARD_DAYS = 7;

  /** Nothing known of a row. */
  public static final RowFacts NONE = new RowFacts(0, 0, 0, 0, Channel.UNKNOWN, null, false);

  /** Returns what a card is known by: 0 where there is none. */
  public static long cardHash(String tenant, @Nullable String cardToken) {
    return cardToken == null ? 0 : StableHash.of(tenant, cardToken);
  }

  /**
   * Returns what a terminal is known by, within its acquirer and merchant, which may be absent: 0
   * where there is none.
   */
  public static long terminalHash(
      String tenant,
      @Nullable String acquirerId,
      @Nullable String merchantId,
      @Nullable String terminalId) {
    if (terminalId == null) {
      return 0;
    }
    return StableHash.of(tenant, terminalId) * 31
        + StableHash.of(orEmpty(acquirerId), orEmpty(merchantId));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
