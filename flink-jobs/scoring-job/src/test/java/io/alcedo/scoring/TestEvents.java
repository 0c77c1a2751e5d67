package io.alcedo.scoring;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.plan.PlanSource;
import java.util.List;

/** Events of one tenant, at minutes since an hour in 2026. */
public final class TestEvents {
  /** Minute 0, in milliseconds since 1970. */
  public static final long START = 1_772_000_000_000L;

  /** A set with two entities, one feature of the row and one aggregate each. */
  public static final PlanSource PLAN =
      new PlanSource(
          """
          name: test
          entities: {card: cardToken, terminal: terminalId}
          features:
            - {name: amount, value: baseAmount, family: amount}
            - {name: card_count, count: card, window: 1h, family: velocity}
            - {name: card_declined, count: card, window: 1h, where: {outcome: declined}, family: velocity}
            - {name: terminal_frauds, fraud_count: terminal, window: 1h, empty: 0, family: risk}
          """,
          "test.yaml",
          List.of());

  private static final int TERMINAL = RowLayout.STANDARD.index("terminalId");

  private TestEvents() {}

  /** Returns a row without a terminal where that is null. */
  public static TransactionRow row(String id, String card, String terminal, int minute) {
    TransactionRow row = RowLayout.STANDARD.newRow();
    row.setText(TransactionRow.TENANT, "north");
    row.setText(TransactionRow.TRANSACTION_ID, id);
    row.setText(TransactionRow.CARD_TOKEN, card);
    row.setText(TERMINAL, terminal);
    row.setNumber(TransactionRow.EVENT_TIME, START + minute * 60_000L);
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 1_000);
    row.setNumber(TransactionRow.TYPE, 1);
    return row;
  }

  /** Returns a live transaction. */
  public static TransactionEvent transaction(String id, String card, String terminal, int minute) {
    return TransactionEvent.of(row(id, card, terminal, minute), 77, origin(minute), false);
  }

  /** Returns a live transaction of a content, which the upper half of its hash tells. */
  public static TransactionEvent transaction(String id, String card, int minute, long content) {
    long hash = (content + 1) << 32;
    return TransactionEvent.of(row(id, card, "t1", minute), hash, origin(minute), false);
  }

  /** Returns a transaction that updates profiles only. */
  public static TransactionEvent history(String id, String card, String terminal, int minute) {
    return TransactionEvent.of(row(id, card, terminal, minute), 77, origin(minute), true);
  }

  /** Returns an outcome as its topic gives it, without the transaction's entities. */
  public static OutcomeEvent outcome(String id, OutcomeAction action) {
    TransactionRow row = RowLayout.STANDARD.newRow();
    row.setText(TransactionRow.TENANT, "north");
    row.setText(TransactionRow.TRANSACTION_ID, id);
    long absent = TransactionRow.ABSENT;
    long hash = TransactionEvent.idHash(row);
    return new OutcomeEvent(row, new OutcomeUpdate(hash, absent, absent, action, false));
  }

  /** Returns an outcome with its transaction's entities. */
  public static OutcomeEvent resolved(TransactionEvent event, OutcomeAction action) {
    return new OutcomeEvent(
        event.row().copy(),
        new OutcomeUpdate(event.idHash(), event.row().eventTime(), 1_000, action, false));
  }

  /** Returns a label of a transaction. */
  public static LabelEvent label(TransactionEvent event, Verdict verdict, int revision) {
    return new LabelEvent(
        event.row().copy(),
        new LabelUpdate(event.idHash(), event.row().eventTime(), 1_000, verdict, revision));
  }

  private static Origin origin(long offset) {
    return new Origin("transactions", 3, offset, START + 5);
  }
}
