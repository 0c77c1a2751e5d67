package io.alcedo.scoring.emit;

import io.alcedo.schema.row.TransactionRow;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The ids and keys of alerts: the same for the same transaction, whenever it is decided. */
final class AlertIds {
  private AlertIds() {}

  /** Returns the name-based UUID (RFC 9562, version 3) of a tenant's transaction. */
  static String of(String tenant, String transactionId) {
    String name = "alcedo-alert|" + tenant + "|" + transactionId;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  static String of(TransactionRow row) {
    return of(row.required(TransactionRow.TENANT), row.required(TransactionRow.TRANSACTION_ID));
  }

  /** Returns the text by which a card's alerts are linked. */
  static String cardKey(String tenant, String cardToken) {
    return tenant + "|" + cardToken;
  }
}
