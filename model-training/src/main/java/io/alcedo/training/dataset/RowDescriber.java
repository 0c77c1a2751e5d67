package io.alcedo.training.dataset;

import io.alcedo.schema.Channel;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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
    long card = RowFacts.cardHash(tenant, row.text(TransactionRow.CARD_TOKEN));
    return new RowFacts(
        idHash,
        card,
        RowFacts.terminalHash(tenant, row.text(acquirer), row.text(merchant), row.text(terminal)),
        row.number(TransactionRow.BASE_AMOUNT_MINOR),
        channel(row.number(TransactionRow.CHANNEL)),
        row.text(category),
        card != 0 && newCard(card, row.eventTime()));
  }

  private boolean newCard(long card, long eventTime) {
    Long first = firstSeen.putIfAbsent(card, eventTime);
    return first == null || eventTime - first < NEW_CARD_MILLIS;
  }

  private static Channel channel(long ordinal) {
    return ordinal < 0 || ordinal >= CHANNELS.length ? Channel.UNKNOWN : CHANNELS[(int) ordinal];
  }
}
