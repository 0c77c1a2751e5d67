package io.alcedo.training.dataset.dated;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Label;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.RowDescriber;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose a vector was, held against what the job's own rows say. */
class ScoredIdentitiesTest {
  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void identitiesAreThoseThatRowsOfTheJobHave() {
    RowLayout layout = RowLayout.withSignals(List.of());
    TransactionRow row = layout.newRow();
    row.setText(TransactionRow.TENANT, "north");
    row.setText(TransactionRow.CARD_TOKEN, "c");
    row.setText(layout.index("acquirerId"), "a");
    row.setText(layout.index("merchantId"), "m");
    row.setText(layout.index("terminalId"), "t");
    RowFacts expected = new RowDescriber(layout).facts(row, 1);

    RowFacts whole =
        joined(Map.of("cardToken", "c", "acquirerId", "a", "merchantId", "m", "terminalId", "t"));
    RowFacts alone = joined(Map.of("terminalId", "t"));

    assertThat(whole.card()).isEqualTo(expected.card());
    assertThat(whole.terminal()).isEqualTo(expected.terminal());
    assertThat(alone.card()).isZero();
    assertThat(alone.terminal()).isNotZero().isNotEqualTo(expected.terminal());
    assertThat(joined(Map.of("acquirerId", "a")).terminal()).isZero();
  }

  private static RowFacts joined(Map<String, String> entities) {
    VerdictBook book = new VerdictBook(Long.MAX_VALUE);
    book.add(
        Label.newBuilder()
            .setTransactionId("a")
            .setTenant("north")
            .setEventTime(TIME)
            .setBaseAmountMinor(1)
            .setVerdict(Verdict.FRAUD)
            .setReportedAt(TIME.plusSeconds(60))
            .build());
    ScoredRows rows =
        new ScoredRows(List.of("amount"), "feed", HistoryWindow.all(), Duration.ofHours(1));
    rows.add(
        ScoredFeatures.newBuilder()
            .setTransactionId("a")
            .setTenant("north")
            .setEventTime(TIME)
            .setScoredAt(TIME)
            .setEntities(entities)
            .setVector(List.of(1f))
            .setFeatureSetHash("feed")
            .build());
    TrainingSet set = rows.join(book);
    return set.facts(0);
  }
}
