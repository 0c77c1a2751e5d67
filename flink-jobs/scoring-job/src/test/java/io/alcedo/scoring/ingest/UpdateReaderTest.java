package io.alcedo.scoring.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeyRotation.State;
import io.alcedo.schema.Label;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which profiles a label reaches while the key of the pseudonyms changes. */
class UpdateReaderTest {
  private static final String OLD = "0000000a.AAAAAAAAAAAAAAAAAAAAAA";
  private static final String NEW = "0000000b.BBBBBBBBBBBBBBBBBBBBBB";
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant TAKEOVER = Instant.parse("2026-05-01T00:00:00Z");
  private static final Map<String, String> BOTH =
      Map.of("cardToken", OLD, "next.cardToken", NEW, "terminalId", "t1");

  @Test
  void reachesBothKeysUntilTheTakeover() throws Exception {
    LabelEvent label = read(rotation(State.RUNNING), TAKEOVER.minusMillis(1), BOTH);

    assertThat(card(label.row())).isEqualTo(OLD);
    assertThat(card(label.twin())).isEqualTo(NEW);
    assertThat(terminal(label.row())).isEqualTo("t1").isEqualTo(terminal(label.twin()));
  }

  @Test
  void reachesTheNewKeyAloneOnceTheOldOneIsGone() throws Exception {
    LabelEvent label = read(rotation(State.ENDED), TAKEOVER.minusMillis(1), BOTH);

    assertThat(card(label.row())).isEqualTo(NEW);
    assertThat(terminal(label.row())).isEqualTo("t1");
    assertThat(label.twin()).isNull();
  }

  @Test
  void ofATransactionFromBeforeTheStartReachesWhatHasAProfileOfIt() throws Exception {
    Map<String, String> entities = Map.of("cardToken", OLD, "terminalId", "t1");

    LabelEvent running = read(rotation(State.RUNNING), START.minusMillis(1), entities);
    assertThat(card(running.row())).isEqualTo(OLD);
    assertThat(running.twin()).isNull();

    LabelEvent ended = read(rotation(State.ENDED), START.minusMillis(1), entities);
    assertThat(card(ended.row())).isNull();
    assertThat(terminal(ended.row())).isEqualTo("t1");
  }

  @Test
  void takesTokensAsTheyAreWhereNoKeyEverChanged() throws Exception {
    LabelEvent label = read(null, START, BOTH);

    assertThat(card(label.row())).isEqualTo(OLD);
    assertThat(label.twin()).isNull();
  }

  private static LabelEvent read(
      @Nullable KeyRotation rotation, Instant time, Map<String, String> entities) throws Exception {
    return new UpdateReader(RowLayout.STANDARD, IngestLimits.DEFAULT, rotation)
        .label(
            Label.newBuilder()
                .setTransactionId("a")
                .setTenant("north")
                .setEventTime(time)
                .setBaseAmountMinor(1)
                .setVerdict(Verdict.FRAUD)
                .setReportedAt(time)
                .setEntities(entities)
                .build());
  }

  private static KeyRotation rotation(State state) {
    return new KeyRotation(
        "0000000a", "0000000b", state, START, TAKEOVER, "0000000a", "0000000a", "0000000b");
  }

  private static @Nullable String card(@Nullable TransactionRow row) {
    assertThat(row).isNotNull();
    return row.text(TransactionRow.CARD_TOKEN);
  }

  private static @Nullable String terminal(@Nullable TransactionRow row) {
    assertThat(row).isNotNull();
    return row.text(RowLayout.STANDARD.index("terminalId"));
  }
}
