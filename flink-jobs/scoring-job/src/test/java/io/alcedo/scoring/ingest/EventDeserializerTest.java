package io.alcedo.scoring.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.Verdict;
import io.alcedo.jobs.SerializerChecks;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested.Accepted;
import io.alcedo.scoring.ingest.Ingested.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventDeserializerTest {
  private static final InputTopics TOPICS = new InputTopics("transactions", "labels", "outcomes");
  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CARD = "4000001234567890";
  private static final Framing FRAMING = new SingleObjectFraming();

  @TempDir private Path directory;
  private IngestSettings settings;
  private EventDeserializer deserializer;

  @BeforeEach
  void open() throws Exception {
    settings =
        new IngestSettings(
            KeysetSource.createIfAbsent(directory),
            SingleObjectFraming::new,
            IngestLimits.DEFAULT,
            List.of(),
            JobClock.EVENT);
    deserializer = opened(false);
  }

  @Test
  void makesAnAnonymisedEventOfATransaction() throws Exception {
    TransactionEvent event = (TransactionEvent) accepted("transactions", transaction("a", TIME));

    assertThat(event.origin()).isEqualTo(new Origin("transactions", 4, 9, 1234));
    assertThat(event.idHash()).isEqualTo(StableHash.of("north", "a"));
    assertThat(event.history()).isFalse();
    assertThat(event.vector()).isNull();
    assertThat(event.row().text(TransactionRow.CARD_TOKEN)).matches("[0-9a-f]{8}\\.[\\w-]{22}");
    TypeSerializer<Ingested> serializer =
        IngestedSerializer.type(RowLayout.STANDARD).createSerializer(new SerializerConfigImpl());
    String hex = SerializerChecks.hex(serializer, new Accepted(event));
    assertThat(new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1))
        .doesNotContain(CARD)
        .doesNotContain("Ada Example");
    SerializerChecks.roundTrip(serializer, new Accepted(event));
    SerializerChecks.roundTrip(
        serializer, new Rejected(new Rejection(event.origin(), "NULL_VALUE", "why", 1)));
    assertThat(SerializerChecks.throughSnapshot(serializer)).isEqualTo(serializer);
    assertThat(SerializerChecks.takesOver(serializer, serializer)).isTrue();
  }

  @Test
  void tellsEqualContentFromOther() throws Exception {
    TransactionEvent one = (TransactionEvent) accepted("transactions", transaction("a", TIME));
    TransactionEvent same = (TransactionEvent) accepted("transactions", transaction("a", TIME));
    Transaction changed = transaction("a", TIME);
    changed.setAmountMinor(1L);
    TransactionEvent other = (TransactionEvent) accepted("transactions", changed);

    assertThat(same.contentHash()).isEqualTo(one.contentHash());
    assertThat(other.contentHash()).isNotEqualTo(one.contentHash());
  }

  @Test
  void makesEventsOfLabelsAndOutcomes() throws Exception {
    Map<String, String> entities =
        Map.of("cardToken", "tok", "noSuchSlot", "x", "tenant", "south", "transactionId", "z");
    LabelEvent label =
        (LabelEvent) accepted("labels", label(entities, io.alcedo.schema.Verdict.WITHDRAWN));
    assertThat(label.row().text(TransactionRow.CARD_TOKEN)).isEqualTo("tok");
    assertThat(label.transactionKey()).isEqualTo("north|a");
    assertThat(label.row().eventTime()).isEqualTo(TIME.toEpochMilli());
    assertThat(label.update().verdict()).isEqualTo(Verdict.WITHDRAWN);
    assertThat(label.update().revision()).isEqualTo(2);

    OutcomeEvent outcome = (OutcomeEvent) accepted("outcomes", outcome("a"));
    assertThat(outcome.resolved()).isFalse();
    assertThat(outcome.update().action()).isEqualTo(OutcomeAction.DECLINED_BY_ISSUER);
    assertThat(outcome.update().threeDsFailed()).isTrue();
    assertThat(outcome.update().idHash()).isEqualTo(StableHash.of("north", "a"));
  }

  @Test
  void rejectsWhatIsWrongWithCodeAndCoordinates() throws Exception {
    Transaction pan = transaction("a", TIME);
    pan.setCardNumberKind(CardNumberKind.PAN);

    assertThat(rejected("transactions", null).code()).isEqualTo("NULL_VALUE");
    assertThat(rejected("transactions", new byte[] {1, 2}).code()).isEqualTo("UNDECODABLE");
    assertThat(rejected("transactions", FRAMING.encode(pan)).code())
        .isEqualTo("INVALID_CARD_NUMBER");
    assertThat(rejected("labels", FRAMING.encode(outcome("a"))).code()).isEqualTo("OTHER_RECORD");
    assertThat(rejected("labels", null).code()).isEqualTo("NULL_VALUE");
    assertThat(
            rejected("labels", FRAMING.encode(label(Map.of(), io.alcedo.schema.Verdict.UNKNOWN)))
                .code())
        .isEqualTo("INVALID_FIELD");
    assertThat(rejected("outcomes", new byte[] {3}).code()).isEqualTo("UNDECODABLE");
    assertThat(rejected("outcomes", FRAMING.encode(outcome(" "))).code()).isEqualTo("MISSING_ID");
    assertThat(rejected("outcomes", new byte[10 << 20]).code()).isEqualTo("RECORD_TOO_LARGE");
    assertThat(rejected("outcomes", FRAMING.encode(outcome("x".repeat(300)))).code())
        .isEqualTo("TEXT_TOO_LONG");
    Rejection rejection = rejected("transactions", null);
    assertThat(rejection.origin()).isEqualTo(new Origin("transactions", 4, 9, 1234));
  }

  @Test
  void holdsTimesAgainstTheLatestEventOnAnEventClock() throws Exception {
    accepted("transactions", transaction("first", Instant.parse("1999-01-01T00:00:00Z")));
    assertThat(rejected("transactions", FRAMING.encode(transaction("far", TIME))).code())
        .isEqualTo("TIME_OUT_OF_BOUNDS");
    accepted("transactions", transaction("next", Instant.parse("1999-01-01T00:30:00Z")));
  }

  @Test
  void takesHistoryOfAnyTime() throws Exception {
    deserializer = opened(true);
    accepted("transactions", transaction("a", TIME));
    ScoringEvent old =
        accepted("transactions", transaction("b", Instant.parse("1999-01-01T00:00:00Z")));

    assertThat(((TransactionEvent) old).history()).isTrue();
  }

  @Test
  void carriesNoKeyIntoTheJobGraph() throws Exception {
    String secret = Files.readString(directory.resolve(KeysetSource.FILE_NAME));
    String material = secret.replaceAll("(?s).*\"value\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    assertThat(material).hasSizeGreaterThan(20);

    byte[] graph =
        InstantiationUtil.serializeObject(new EventDeserializer(settings, TOPICS, false));

    assertThat(new String(graph, StandardCharsets.ISO_8859_1)).doesNotContain(material);
  }

  @Test
  void failsOnATopicThatIsNoneOfItsOwn() {
    assertThatThrownBy(() -> ingest("other", new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("topic=other");
    assertThatThrownBy(() -> new InputTopics("a", "a", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private EventDeserializer opened(boolean history) throws Exception {
    EventDeserializer opened =
        InstantiationUtil.clone(new EventDeserializer(settings, TOPICS, history));
    opened.open(null);
    return opened;
  }

  private ScoringEvent accepted(String topic, SpecificRecord record) throws IOException {
    return ((Accepted) ingest(topic, FRAMING.encode(record))).event();
  }

  private Rejection rejected(String topic, byte[] message) throws IOException {
    return ((Rejected) ingest(topic, message)).rejection();
  }

  private Ingested ingest(String topic, byte[] message) throws IOException {
    List<Ingested> out = new ArrayList<>();
    deserializer.deserialize(
        new ConsumerRecord<>(
            topic,
            4,
            9,
            1234,
            TimestampType.LOG_APPEND_TIME,
            0,
            message == null ? 0 : message.length,
            null,
            message,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).as("one result a record").hasSize(1);
    return out.get(0);
  }

  private static Transaction transaction(String id, Instant time) {
    return Transaction.newBuilder()
        .setTransactionId(id)
        .setTenant("north")
        .setEventTime(time)
        .setAmountMinor(1999)
        .setBaseAmountMinor(1999)
        .setCurrency("EUR")
        .setCardNumber(CARD)
        .setCardholderName("Ada Example")
        .setTerminalId("term-1")
        .build();
  }

  private static Label label(Map<String, String> entities, io.alcedo.schema.Verdict verdict) {
    return Label.newBuilder()
        .setTransactionId("a")
        .setTenant("north")
        .setEventTime(TIME)
        .setBaseAmountMinor(1999)
        .setVerdict(verdict)
        .setRevision(2)
        .setReportedAt(TIME)
        .setEntities(entities)
        .build();
  }

  private static Outcome outcome(String id) {
    return Outcome.newBuilder()
        .setTransactionId(id)
        .setTenant("north")
        .setAction(io.alcedo.schema.OutcomeAction.DECLINED_BY_ISSUER)
        .setThreeDSecureResult(ThreeDSecureResult.FAILED)
        .setOccurredAt(TIME)
        .build();
  }
}
