package io.alcedo.scoring.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Alert;
import io.alcedo.schema.Decision;
import io.alcedo.schema.EarlierAlert;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertLinkerTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();

  private KeyedOneInputStreamOperatorTestHarness<String, AlertNotice, Emission> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AlertLinker(config())),
            AlertNotice::cardKey,
            Types.STRING);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void namesEarlierOpenAlertsOfTheCardLatestFirst() throws Exception {
    raise("north|card", "a", 1);
    raise("north|other", "b", 2);
    raise("north|card", "c", 3);
    raise("north|card", "d", 4);

    assertThat(alerts()).extracting(Alert::getAlertId).containsExactly("a", "b", "c", "d");
    assertThat(earlier(0)).isEmpty();
    assertThat(earlier(1)).isEmpty();
    assertThat(earlier(2)).containsExactly("a");
    assertThat(earlier(3)).containsExactly("c", "a");
    EarlierAlert latest = alerts().get(3).getEarlierAlerts().get(0);
    assertThat(latest.getEventTime()).isEqualTo(Instant.ofEpochSecond(3));
    assertThat(latest.getDecision()).isEqualTo(Decision.DECLINE);
    assertThat(harness.extractOutputValues())
        .allMatch(emission -> emission.topic() == OutputTopic.ALERTS);
  }

  @Test
  void forgetsAlertsThatAVerdictClosesOrThatAreOld() throws Exception {
    raise("k", "a", 1);
    raise("k", "b", 2);
    harness.processElement(AlertNotice.closed("k", "a"), 0);
    raise("k", "c", 3);
    assertThat(earlier(2)).containsExactly("b");

    harness.processElement(AlertNotice.closed("k", "b"), 0);
    harness.processElement(AlertNotice.closed("k", "c"), 0);
    harness.processElement(AlertNotice.closed("k", "never"), 0);
    assertThat(harness.numKeyedStateEntries()).isZero();

    raise("k", "d", 4);
    harness.setStateTtlProcessingTime(Duration.ofDays(8).toMillis());
    raise("k", "e", 5);
    assertThat(earlier(4)).isEmpty();
  }

  @Test
  void remembersAlertsForTheKeyThatIsToTakeOver() throws Exception {
    raise("north|old", "a", 1);
    harness.processElement(AlertNotice.remembered("north|new", "a", riskEvent("a", 1)), 0);
    raise("north|old", "b", 2);
    harness.processElement(AlertNotice.remembered("north|new", "b", riskEvent("b", 2)), 0);
    harness.processElement(AlertNotice.closed("north|new", "a"), 0);
    raise("north|new", "c", 3);

    assertThat(alerts()).extracting(Alert::getAlertId).containsExactly("a", "b", "c");
    assertThat(earlier(2)).containsExactly("b");
  }

  @Test
  void raisesTheSameAlertAgainWithoutNamingItself() throws Exception {
    raise("k", "a", 1);
    raise("k", "a", 1);
    assertThat(earlier(1)).isEmpty();
  }

  @Test
  void keepsNoMoreThanAFew() throws Exception {
    for (int i = 0; i < 30; i++) {
      raise("k", "a" + i, i);
    }
    assertThat(earlier(29)).hasSize(OpenAlerts.MOST).startsWith("a28", "a27");
  }

  @Test
  void givesATransactionTheSameAlertIdForever() {
    assertThat(AlertIds.of("north", "t1"))
        .isEqualTo(AlertIds.of(TestEvents.row("t1", "c", "t", 0)));
    assertThat(AlertIds.of("north", "t1")).isNotEqualTo(AlertIds.of("south", "t1"));
    assertThat(AlertIds.of("north", "t1")).isEqualTo("a8abe5a4-6fc0-35e6-b8ed-af0131d6d96e");
  }

  @Test
  void carriesElementsThroughTheirSerializers() throws Exception {
    byte[] bytes = {1, 2, 3};
    for (OutputTopic topic : OutputTopic.values()) {
      roundTrip(new Emission(topic, new byte[] {9}, bytes), Emission.TYPE);
    }
    roundTrip(new AlertNotice("k", "a", bytes), AlertNotice.TYPE);
    roundTrip(AlertNotice.closed("k", "a"), AlertNotice.TYPE);
    roundTrip(AlertNotice.remembered("k", "a", bytes), AlertNotice.TYPE);
  }

  @Test
  void writesDeadLettersOfRejections() throws Exception {
    DeadLetters function = new DeadLetters(config());
    function.open(null);
    Emission emission =
        function.map(new Rejection(new Origin("transactions", 2, 7, 1), "NULL_VALUE", "why", 99));
    io.alcedo.schema.DeadLetter letter =
        new RecordDecoder<>(FRAMING, io.alcedo.schema.DeadLetter.class).decode(emission.value());
    assertThat(emission.topic()).isEqualTo(OutputTopic.DEAD_LETTERS);
    assertThat(letter.getSourceTopic()).isEqualTo("transactions");
    assertThat(letter.getPartition()).isEqualTo(2);
    assertThat(letter.getOffset()).isEqualTo(7);
    assertThat(letter.getCode()).isEqualTo("NULL_VALUE");
    assertThat(letter.getSeenAt()).isEqualTo(Instant.ofEpochMilli(99));
  }

  private static <T> void roundTrip(T element, TypeInformation<T> type) throws Exception {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(element, out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(element);
  }

  private static AlcedoConfig config() throws Exception {
    return AlcedoConfig.of(
        Map.of("kafka.bootstrap_servers", "a:1", "privacy.keyset_file", "k", "model.bundle", "b"));
  }

  private void raise(String card, String id, long second) throws Exception {
    harness.processElement(new AlertNotice(card, id, riskEvent(id, second)), 0);
  }

  private static byte[] riskEvent(String id, long second) {
    RiskEvent event =
        RiskEvent.newBuilder()
            .setTransactionId("t-" + id)
            .setEventTime(Instant.ofEpochSecond(second))
            .setScoredAt(Instant.ofEpochSecond(second))
            .setCardToken("token")
            .setAmountMinor(1)
            .setBaseAmountMinor(1)
            .setCurrency("EUR")
            .setDecision(Decision.DECLINE)
            .build();
    return FRAMING.encode(event);
  }

  private List<String> earlier(int index) throws Exception {
    return alerts().get(index).getEarlierAlerts().stream().map(EarlierAlert::getAlertId).toList();
  }

  private List<Alert> alerts() throws Exception {
    RecordDecoder<Alert> decoder = new RecordDecoder<>(FRAMING, Alert.class);
    List<Alert> alerts = new java.util.ArrayList<>();
    for (Emission emission : harness.extractOutputValues()) {
      alerts.add(decoder.decode(emission.value()));
    }
    return alerts;
  }
}
