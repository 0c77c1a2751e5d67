package io.alcedo.training.dataset;

import io.alcedo.schema.Channel;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes from anonymised rows what judging them needs. Remembers when each card was first seen, so
 * it is to see every transaction of a history, in order. For one thread.
 */
public final class RowDescriber {
  private static final Channel[] CHANNELS = Channel.values();
  private static final long NEW_CARD_MILLIS = TimeUnit.DAYS.toMillis(RowFacts.NEW_CARD_DAYS);

  private final int acquirer;
  private final int merchant;
  private final int terminal;
  private final int category;
  private final Map<Long, Long> firstSeen = new HashMap<>();

  /** Describes rows of this layout. */
  public RowDescriber(RowLayout layout) {
    acquirer = layout.index("acquirerId");
    merchant = layout.index("merchantId");
    terminal = layout.index("terminalId");
    category = layout.index("merchantCategory");
  }

  /**
   * Returns what judging a transaction needs.
   *
   * @param idHash the hash of tenant and transaction id
   */
  public RowFacts facts(TransactionRow row, long idHash) {
    String tenant = row.required(TransactionRow.TENANT);
    String cardToken = row.text(TransactionRow.CARD_TOKEN);
    long card = cardToken == null ? 0 : StableHash.of(tenant, cardToken);
    return new RowFacts(
        idHash,
        card,
        terminalHash(row, tenant),
        row.number(TransactionRow.BASE_AMOUNT_MINOR),
        channel(row.number(TransactionRow.CHANNEL)),
        row.text(category),
        card != 0 && newCard(card, row.eventTime()));
  }

  private boolean newCard(long card, long eventTime) {
    Long first = firstSeen.putIfAbsent(card, eventTime);
    return first == null || eventTime - first < NEW_CARD_MILLIS;
  }

  private long terminalHash(TransactionRow row, String tenant) {
    String id = row.text(terminal);
    if (id == null) {
      return 0;
    }
    long hash = StableHash.of(tenant, id);
    return hash * 31 + StableHash.of(orEmpty(row.text(acquirer)), orEmpty(row.text(merchant)));
  }

  private static Channel channel(long ordinal) {
    return ordinal < 0 || ordinal >= CHANNELS.length ? Channel.UNKNOWN : CHANNELS[(int) ordinal];
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
