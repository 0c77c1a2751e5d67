package io.alcedo.scoring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.SerializerChecks;
import io.alcedo.scoring.TestEvents;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class EventSerializerTest {
  private static final RowLayout SIGNALS = RowLayout.withSignals(List.of("age", "risk"));

  private final TypeSerializer<ScoringEvent> events = events(RowLayout.STANDARD);

  @RepeatedTest(30)
  void readsWhatItWrote() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try {
      SerializerChecks.roundTrip(events(SIGNALS), transaction(random));
      SerializerChecks.roundTrip(events(SIGNALS), label(random));
      SerializerChecks.roundTrip(events(SIGNALS), outcome(random));
    } catch (IOException | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Bytes of all there were; they stay readable, so they are never changed, only added to. */
  @Test
  void readsTheBytesOfEveryRelease() throws IOException {
    assertThat(SerializerChecks.read(events, TRANSACTION_1)).isEqualTo(frozenTransaction());
    assertThat(SerializerChecks.read(events, LABEL_1)).isEqualTo(frozenLabel());
    assertThat(SerializerChecks.read(events, OUTCOME_1)).isEqualTo(frozenOutcome());
    assertThat(SerializerChecks.read(events, TRANSACTION_2)).isEqualTo(frozenTransaction());
    assertThat(SerializerChecks.read(events, LABEL_2)).isEqualTo(frozenLabel());
    assertThat(SerializerChecks.read(events, OUTCOME_2)).isEqualTo(frozenOutcome());
    assertThat(SerializerChecks.read(events, TWIN_TRANSACTION_1)).isEqualTo(twinTransaction());
    assertThat(SerializerChecks.read(events, TWIN_LABEL_1)).isEqualTo(twinLabel());
    assertThat(SerializerChecks.read(events, TWIN_OUTCOME_1)).isEqualTo(twinOutcome());
    assertThat(SerializerChecks.read(RejectionSerializer.INSTANCE, REJECTION_1))
        .isEqualTo(new Rejection(new Origin("in", 1, 2, 3), "NULL_VALUE", "why", 4));
  }

  private static final String TRANSACTION_1 =
      "1129260109250002c089f9b69267d00f02014048400000000000141380000474782d31056e6f727468"
          + "0d31323334353637382e41414141047465726d7568c520e622431dfffffffffffffffb0c7472616e7361"
          + "6374696f6e7302d804888bf9b6926701043fc000007fc0000080000000";
  private static final String LABEL_1 =
      "1229260109250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264ffffffff"
          + "fffffff7c089f9b692671802d804";
  private static final String OUTCOME_1 =
      "1329260109250002c089f9b69267d00f0200141300000474782d31056e6f727468046361726400000000"
          + "00000009ffffffffffffffffff01010601";
  private static final String TRANSACTION_2 =
      "112926023809250002c089f9b69267d00f02014048400000000000141380000474782d31056e6f727468"
          + "0d31323334353637382e41414141047465726d7568c520e622431dfffffffffffffffb0c7472616e7361"
          + "6374696f6e7302d804888bf9b6926701043fc000007fc0000080000000";
  private static final String LABEL_2 =
      "122926022209250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264ffffffff"
          + "fffffff7c089f9b692671802d804";
  private static final String OUTCOME_2 =
      "132926022209250002c089f9b69267d00f0200141300000474782d31056e6f727468046361726400000000"
          + "00000009ffffffffffffffffff01010601";
  private static final String TWIN_TRANSACTION_1 =
      "192926023809250002c089f9b69267d00f02014048400000000000141380000474782d31056e6f727468"
          + "0d31323334353637382e41414141047465726d023009250002c089f9b69267d00f020014138000047478"
          + "2d31056e6f7274680d38373635343332312e42424242047465726d7568c520e622431dffffffffffffff"
          + "fb0c7472616e73616374696f6e7302d804888bf9b6926700043fc000007fc0000080000000";
  private static final String TWIN_LABEL_1 =
      "1a2926022209250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264022209"
          + "250002c089f9b69267d00f0200141300000474782d31056e6f727468046e657874fffffffffffffff7c0"
          + "89f9b692671802d804";
  private static final String TWIN_OUTCOME_1 =
      "1b2926022209250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264022209"
          + "250002c089f9b69267d00f0200141300000474782d31056e6f727468046e6578740000000000000009ff"
          + "ffffffffffffffff01010601";
  private static final String REJECTION_1 = "0102696e0104060a4e554c4c5f56414c55450377687908";

  @Test
  void writesTheBytesOfThisRelease() throws IOException {
    Rejection rejection = new Rejection(new Origin("in", 1, 2, 3), "NULL_VALUE", "why", 4);
    assertThat(
            List.of(
                SerializerChecks.hex(events, frozenTransaction()),
                SerializerChecks.hex(events, frozenLabel()),
                SerializerChecks.hex(events, frozenOutcome()),
                SerializerChecks.hex(events, twinTransaction()),
                SerializerChecks.hex(events, twinLabel()),
                SerializerChecks.hex(events, twinOutcome()),
                SerializerChecks.hex(RejectionSerializer.INSTANCE, rejection)))
        .containsExactly(
            TRANSACTION_2,
            LABEL_2,
            OUTCOME_2,
            TWIN_TRANSACTION_1,
            TWIN_LABEL_1,
            TWIN_OUTCOME_1,
            REJECTION_1);
    SerializerChecks.roundTrip(RejectionSerializer.INSTANCE, rejection);
  }

  @Test
  void refusesOtherSignalsVersionsAndKinds() throws IOException {
    String hex = SerializerChecks.hex(events, frozenLabel());

    assertThatThrownBy(() -> SerializerChecks.read(events(SIGNALS), hex))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("signals they were written with");
    assertThatThrownBy(() -> SerializerChecks.read(events, "22" + hex.substring(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version=2");
    assertThatThrownBy(
            () ->
                SerializerChecks.read(
                    EventTypes.transactions(RowLayout.STANDARD)
                        .createSerializer(new SerializerConfigImpl()),
                    hex))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kind=LabelEvent");
  }

  @Test
  void copiesDeeply() {
    TransactionEvent event = twinTransaction();
    event.setVector(new float[] {1, 2});

    TransactionEvent copy = (TransactionEvent) events.copy(event);
    assertThat(copy).isEqualTo(event);
    copy.requiredVector()[0] = 9;
    copy.row().setText(TransactionRow.CARD_TOKEN, "other");
    java.util.Objects.requireNonNull(copy.twin()).setText(TransactionRow.CARD_TOKEN, "other");

    assertThat(event.requiredVector()).containsExactly(1, 2);
    assertThat(event.row().text(TransactionRow.CARD_TOKEN)).isEqualTo("12345678.AAAA");
    assertThat(event.twin()).isEqualTo(twinTransaction().twin());
  }

  @Test
  void isMadeAnewFromItsSnapshotAndTakesOverOnlyItsOwnSignals() throws IOException {
    assertThat(SerializerChecks.throughSnapshot(events(SIGNALS))).isEqualTo(events(SIGNALS));
    assertThat(SerializerChecks.takesOver(events(SIGNALS), events(SIGNALS))).isTrue();
    assertThat(SerializerChecks.takesOver(events(SIGNALS), events)).isFalse();
  }

  private static TypeSerializer<ScoringEvent> events(RowLayout layout) {
    return EventTypes.events(layout).createSerializer(new SerializerConfigImpl());
  }

  private static TransactionEvent frozenTransaction() {
    TransactionRow row = TestEvents.row("tx-1", "12345678.AAAA", "term", 1);
    row.setReal(0, 48.5);
    Origin origin = new Origin("transactions", 2, 300, 1_772_000_060_100L);
    float[] vector = {1.5f, Float.NaN, -0f};
    long idHash = TransactionEvent.idHash(row);
    return new TransactionEvent(row, null, idHash, -5, origin, true, vector);
  }

  private static TransactionEvent twinTransaction() {
    TransactionEvent event = frozenTransaction();
    TransactionRow twin = TestEvents.row("tx-1", "87654321.BBBB", "term", 1);
    return new TransactionEvent(
        event.row(), twin, event.idHash(), -5, event.origin(), false, event.vector());
  }

  private static LabelEvent twinLabel() {
    LabelEvent label = frozenLabel();
    return new LabelEvent(label.row(), TestEvents.row("tx-1", "next", null, 1), label.update());
  }

  private static OutcomeEvent twinOutcome() {
    OutcomeEvent outcome = frozenOutcome();
    TransactionRow twin = TestEvents.row("tx-1", "next", null, 1);
    return new OutcomeEvent(outcome.row(), twin, outcome.update());
  }

  private static LabelEvent frozenLabel() {
    TransactionRow row = TestEvents.row("tx-1", "card", null, 1);
    return new LabelEvent(row, new LabelUpdate(-9, row.eventTime(), 12, Verdict.WITHDRAWN, 300));
  }

  private static OutcomeEvent frozenOutcome() {
    TransactionRow row = TestEvents.row("tx-1", "card", null, 1);
    return new OutcomeEvent(
        row, new OutcomeUpdate(9, TransactionRow.ABSENT, -1, OutcomeAction.SETTLED, true));
  }

  private static TransactionEvent transaction(Random random) {
    float[] vector = random.nextBoolean() ? null : new float[random.nextInt(200)];
    for (int i = 0; vector != null && i < vector.length; i++) {
      vector[i] = random.nextInt(3) == 0 ? Float.NaN : random.nextFloat();
    }
    Origin origin =
        new Origin(
            "é" + random.nextInt(), random.nextInt(99), random.nextLong(), random.nextLong());
    return new TransactionEvent(
        row(random),
        twin(random),
        random.nextLong(),
        random.nextLong(),
        origin,
        random.nextBoolean(),
        vector);
  }

  private static LabelEvent label(Random random) {
    Verdict verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
    return new LabelEvent(
        row(random),
        twin(random),
        new LabelUpdate(
            random.nextLong(), random.nextLong(), random.nextLong(), verdict, random.nextInt()));
  }

  private static OutcomeEvent outcome(Random random) {
    OutcomeAction action = OutcomeAction.values()[random.nextInt(OutcomeAction.values().length)];
    return new OutcomeEvent(
        row(random),
        twin(random),
        new OutcomeUpdate(
            random.nextLong(), random.nextLong(), random.nextLong(), action, random.nextBoolean()));
  }

  private static @Nullable TransactionRow twin(Random random) {
    return random.nextBoolean() ? null : row(random);
  }

  private static TransactionRow row(Random random) {
    TransactionRow row = SIGNALS.newRow();
    for (RowLayout.Slot slot : SIGNALS.slots()) {
      if (random.nextBoolean()) {
        switch (slot.kind()) {
          case LONG, ENUM -> row.setNumber(slot.index(), random.nextLong() >> random.nextInt(60));
          case DOUBLE -> row.setReal(slot.index(), random.nextGaussian());
          case TEXT -> row.setText(slot.index(), "ü" + random.nextInt());
        }
      }
    }
    return row;
  }
}
