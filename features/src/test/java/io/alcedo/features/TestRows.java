package io.alcedo.features;

import io.alcedo.schema.Channel;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.time.Instant;

/** Builds rows in the words of a payment. */
public final class TestRows {
  private static final long START = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  private final RowLayout layout;
  private final TransactionRow row;

  private TestRows(RowLayout layout) {
    this.layout = layout;
    this.row = layout.newRow();
  }

  /** Starts an in-store purchase of the tenant "acme" at so many seconds after the start. */
  public static TestRows payment(String id, long seconds) {
    return payment(RowLayout.STANDARD, id, seconds);
  }

  /** Starts such a purchase in a layout with signals. */
  public static TestRows payment(RowLayout layout, String id, long seconds) {
    return new TestRows(layout)
        .text("tenant", "acme")
        .text("transactionId", id)
        .number("eventTime", START + seconds * 1000)
        .number("type", TransactionType.PURCHASE.ordinal())
        .number("channel", Channel.IN_STORE.ordinal());
  }

  public TestRows card(String card) {
    return text("cardToken", card);
  }

  public TestRows terminal(String terminal) {
    return text("terminalId", terminal);
  }

  public TestRows amount(long minor) {
    return number("baseAmountMinor", minor);
  }

  public TestRows type(TransactionType type) {
    return number("type", type.ordinal());
  }

  public TestRows place(double latitude, double longitude) {
    row.setReal(layout.index("latitude"), latitude);
    row.setReal(layout.index("longitude"), longitude);
    return this;
  }

  public TestRows text(String slot, String value) {
    row.setText(layout.index(slot), value);
    return this;
  }

  public TestRows number(String slot, long value) {
    row.setNumber(layout.index(slot), value);
    return this;
  }

  public TransactionRow row() {
    return row;
  }

  /** The hash by which labels and outcomes name the transaction of this id. */
  public static long idHash(String id) {
    return StableHash.of("acme", id);
  }
}
