package io.alcedo.training.dataset;

import io.alcedo.schema.Transaction;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;

/** Rows whose tokens are the identifiers themselves, for data that is made up. */
public final class PlainRows implements TrainingHistory.RowSource {
  private final RowLayout layout;
  private final int terminal;

  /** Rows of this layout. */
  public PlainRows(RowLayout layout) {
    this.layout = layout;
    this.terminal = layout.index("terminalId");
  }

  @Override
  public TransactionRow row(Transaction transaction) {
    TransactionRow row = layout.newRow();
    row.setText(TransactionRow.TENANT, transaction.getTenant());
    row.setText(TransactionRow.TRANSACTION_ID, transaction.getTransactionId());
    row.setText(TransactionRow.CARD_TOKEN, transaction.getCardNumber());
    row.setText(terminal, transaction.getTerminalId());
    row.setNumber(TransactionRow.EVENT_TIME, transaction.getEventTime().toEpochMilli());
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, transaction.getBaseAmountMinor());
    row.setNumber(TransactionRow.TYPE, transaction.getType().ordinal());
    row.setNumber(TransactionRow.CHANNEL, transaction.getChannel().ordinal());
    return row;
  }
}
