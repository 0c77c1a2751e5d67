package io.alcedo.features.profile;

import io.alcedo.features.definition.Dimension;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.RowLayout.Slot;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Rows and dimensions in the words of the tests. */
final class Rows {
  static final String TENANT = "t1";
  static final int ORIGINAL = RowLayout.STANDARD.index("originalTransactionId");
  static final int MERCHANT = RowLayout.STANDARD.index("merchantId");
  static final int ACQUIRER = RowLayout.STANDARD.index("acquirerId");
  static final int DEVICE = RowLayout.STANDARD.index("deviceToken");
  static final int LATITUDE = RowLayout.STANDARD.index("latitude");
  static final int LONGITUDE = RowLayout.STANDARD.index("longitude");

  private Rows() {}

  static TransactionRow purchase(String id, long time, long amountMinor) {
    TransactionRow row = RowLayout.STANDARD.newRow();
    row.setText(TransactionRow.TENANT, TENANT);
    row.setText(TransactionRow.TRANSACTION_ID, id);
    row.setNumber(TransactionRow.EVENT_TIME, time);
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, amountMinor);
    row.setNumber(TransactionRow.TYPE, TransactionType.PURCHASE.ordinal());
    row.setNumber(TransactionRow.CHANNEL, 1);
    return row;
  }

  static long idHash(String id) {
    return StableHash.of(TENANT, id);
  }

  static long idHash(TransactionRow row) {
    return idHash(row.required(TransactionRow.TRANSACTION_ID));
  }

  static Dimension dimension(String... names) {
    List<Slot> slots =
        Arrays.stream(names)
            .map(name -> Objects.requireNonNull(RowLayout.STANDARD.find(name), name))
            .toList();
    return new Dimension(String.join("+", names), slots);
  }
}
