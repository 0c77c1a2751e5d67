package io.alcedo.scoring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.jobs.SerializerChecks;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.roster.Roster;
import java.io.IOException;
import java.util.ArrayList;
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
      SerializerChecks.roundTrip(events(SIGNALS), frozenRoster());
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
    assertThat(SerializerChecks.read(events, TRANSACTION_3)).isEqualTo(frozenTransaction());
    assertThat(SerializerChecks.read(events, LABEL_3)).isEqualTo(frozenLabel());
    assertThat(SerializerChecks.read(events, OUTCOME_3)).isEqualTo(frozenOutcome());
    assertThat(SerializerChecks.read(events, TWIN_TRANSACTION_3)).isEqualTo(twinTransaction());
    assertThat(SerializerChecks.read(events, TWIN_LABEL_3)).isEqualTo(twinLabel());
    assertThat(SerializerChecks.read(events, TWIN_OUTCOME_3)).isEqualTo(twinOutcome());
    assertThat(SerializerChecks.read(events, ROSTER_3)).isEqualTo(frozenRoster());
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
  private static final String TRANSACTION_3 =
      "212926023809250002c089f9b69267d00f02014048400000000000141380000474782d31056e6f727468"
          + "0d31323334353637382e41414141047465726d7568c520e622431dfffffffffffffffb0c7472616e7361"
          + "6374696f6e7302d804888bf9b692670103043fc000007fc0000080000000";
  private static final String LABEL_3 =
      "222926022209250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264ffffff"
          + "fffffffff7c089f9b692671802d804";
  private static final String OUTCOME_3 =
      "232926022209250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264000000"
          + "0000000009ffffffffffffffffff01010601";
  private static final String ROSTER_3 =
      "24292601056361726473ac02010137406162616261626162616261626162616261626162616261626162"
          + "616261626162616261626162616261626162616261626162616261626162616261626162616200000000"
          + "000000000001013840636463646364636463646364636463646364636463646364636463646364636463"
          + "646364636463646364636463646364636463646364636463646364636463640101364065666566656665"
          + "666566656665666566656665666566656665666566656665666566656665666566656665666566656665"
          + "66656665666566656665666566656680e0f1b6926702096e616d653a206f6e650d6e616d653a207a7765"
          + "6920c3bc";
  private static final String TWIN_TRANSACTION_3 =
      "292926023809250002c089f9b69267d00f02014048400000000000141380000474782d31056e6f727468"
          + "0d31323334353637382e41414141047465726d023009250002c089f9b69267d00f020014138000047478"
          + "2d31056e6f7274680d38373635343332312e42424242047465726d7568c520e622431dffffffffffffff"
          + "fb0c7472616e73616374696f6e7302d804888bf9b692670002043fc000007fc0000080000000";
  private static final String TWIN_LABEL_3 =
      "2a2926022209250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264022209"
          + "250002c089f9b69267d00f0200141300000474782d31056e6f727468046e657874fffffffffffffff7c0"
          + "89f9b692671802d804";
  private static final String TWIN_OUTCOME_3 =
      "2b2926022209250002c089f9b69267d00f0200141300000474782d31056e6f7274680463617264022209"
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
                SerializerChecks.hex(events, frozenRoster()),
                SerializerChecks.hex(RejectionSerializer.INSTANCE, rejection)))
        .containsExactly(
            TRANSACTION_3,
            LABEL_3,
            OUTCOME_3,
            TWIN_TRANSACTION_3,
            TWIN_LABEL_3,
            TWIN_OUTCOME_3,
            ROSTER_3,
            REJECTION_1);
    SerializerChecks.roundTrip(RejectionSerializer.INSTANCE, rejection);
  }

  @Test
  void refusesOtherSignalsVersionsAndKinds() throws IOException {
    String hex = SerializerChecks.hex(events, frozenLabel());

    assertThatThrownBy(() -> SerializerChecks.read(events(SIGNALS), hex))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("signals they were written with");
    assertThatThrownBy(() -> SerializerChecks.read(events, "32" + hex.substring(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version=3");
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
  void aTransactionThatDidNotSayHowMuchOfItsVectorCountsMeantAllOfIt() throws IOException {
    TransactionEvent whole = (TransactionEvent) SerializerChecks.read(events, TRANSACTION_2);
    assertThat(whole.plannedFeatures()).isEqualTo(3);
    String start = TRANSACTION_2.substring(0, TRANSACTION_2.indexOf("043fc00000"));
    TransactionEvent early = (TransactionEvent) SerializerChecks.read(events, start + "00");
    assertThat(early.vector()).isNull();
    assertThat(early.plannedFeatures()).isZero();
  }

  @Test
  void tellsTheTopicsOfEventsApartThatComeInTurns() throws IOException {
    List<TransactionEvent> inTurns = new ArrayList<>();
    List<String> written = new ArrayList<>();
    for (String topic : List.of("one", "one", "two", "one", "two", "two", "", "zw\u00f6", "one")) {
      TransactionRow row = TestEvents.row("tx-1", "card", null, 1);
      inTurns.add(TransactionEvent.of(row, 7, new Origin(topic, 1, 2, 3), false));
      written.add(SerializerChecks.hex(events, inTurns.get(inTurns.size() - 1)));
    }

    for (int i = 0; i < written.size(); i++) {
      assertThat(SerializerChecks.read(events, written.get(i))).isEqualTo(inTurns.get(i));
    }
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
    TransactionEvent event = new TransactionEvent(row, null, idHash, -5, origin, true, vector);
    event.plan(vector.length);
    return event;
  }

  private static TransactionEvent twinTransaction() {
    TransactionEvent event = frozenTransaction();
    TransactionRow twin = TestEvents.row("tx-1", "87654321.BBBB", "term", 1);
    TransactionEvent with =
        new TransactionEvent(
            event.row(), twin, event.idHash(), -5, event.origin(), false, event.vector());
    with.plan(2);
    return with;
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

  private static RosterEvent frozenRoster() {
    ModelVersion active = new ModelVersion("7", "ab".repeat(32));
    ModelVersion shadow = new ModelVersion("8", "cd".repeat(32));
    ModelVersion previous = new ModelVersion("6", "ef".repeat(32));
    return new RosterEvent(
        new Roster(
            new Assignment(
                "cards", 300, active, null, 0, List.of(shadow), previous, 1_772_000_000_000L),
            List.of("name: one", "name: zwei ü")));
  }

  private static TransactionEvent transaction(Random random) {
    float[] vector = random.nextBoolean() ? null : new float[random.nextInt(200)];
    for (int i = 0; vector != null && i < vector.length; i++) {
      vector[i] = random.nextInt(3) == 0 ? Float.NaN : random.nextFloat();
    }
    Origin origin =
        new Origin(
            "é" + random.nextInt(), random.nextInt(99), random.nextLong(), random.nextLong());
    TransactionEvent event =
        new TransactionEvent(
            row(random),
            twin(random),
            random.nextLong(),
            random.nextLong(),
            origin,
            random.nextBoolean(),
            vector);
    event.plan(random.nextInt(1000));
    return event;
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
