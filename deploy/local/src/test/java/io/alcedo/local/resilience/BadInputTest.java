package io.alcedo.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.leak.BrokenRecords;
import io.alcedo.local.leak.BrokenRecords.Broken;
import io.alcedo.local.leak.CanaryPerson;
import io.alcedo.local.running.Await;
import io.alcedo.local.running.Coordinates;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.MetricsText;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One job takes good records, repeated ones and broken ones of every kind; each is a risk event, a
 * counted duplicate or a dead letter with its code, by its coordinates.
 */
@ExtendWith(HouseExtension.class)
class BadInputTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant TIME = Instant.now().minus(Duration.ofHours(1));
  private static final CanaryPerson PERSON = new CanaryPerson(50);
  private static final int GOOD = 300;
  private static final int REPEATED = 7;

  private static House house;
  private static AlcedoConfig config;
  private static RunningJob job;
  private static MetricsText before;
  private static MetricsText after;
  private static final List<Message> MESSAGES = new ArrayList<>();
  private static final Set<Integer> DUPLICATES = new HashSet<>();
  private static final Map<Integer, DeadLetterCode> REFUSED = new HashMap<>();
  private static final Set<Coordinates> SCORED = new HashSet<>();
  private static final Set<Coordinates> REPEATS = new HashSet<>();
  private static final Map<Coordinates, String> LETTERS = new HashMap<>();
  private static final List<RiskEvent> EVENTS = new ArrayList<>();
  private static final List<DeadLetter> DEAD = new ArrayList<>();

  @BeforeAll
  static void stream(House given) throws Exception {
    house = given;
    config = house.config("bad-input", Map.of());
    job = house.start(config, null);
    before = MetricsText.now();
    makeInput();
    List<Coordinates> sent = house.send(config.topics().transactions(), MESSAGES);
    for (int i = 0; i < sent.size(); i++) {
      DeadLetterCode code = REFUSED.get(i);
      if (code != null) {
        LETTERS.put(sent.get(i), code.name());
      } else {
        (DUPLICATES.contains(i) ? REPEATS : SCORED).add(sent.get(i));
      }
    }
    sendUpdates(config.topics().outcomes(), BrokenRecords.outcomes(PERSON, TIME));
    sendUpdates(config.topics().labels(), BrokenRecords.labels(PERSON, TIME));
    awaitOutput();
    after = MetricsText.now();
  }

  @AfterAll
  static void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void everyKindOfBadRecordIsADeadLetterWithItsCodeAndCoordinates() {
    // What only the retraining job refuses is a test of that job.
    assertThat(REFUSED.values())
        .containsAll(EnumSet.complementOf(EnumSet.of(DeadLetterCode.UNKNOWN_TRANSACTION)));
    assertThat(DEAD).hasSize(LETTERS.size());
    Map<Coordinates, String> codes = new HashMap<>();
    DEAD.forEach(letter -> codes.put(Coordinates.of(letter), letter.getCode()));
    assertThat(codes).containsExactlyInAnyOrderEntriesOf(LETTERS);
    assertThat(DEAD).allSatisfy(letter -> assertThat(letter.getMessage()).isNotBlank());
  }

  @Test
  void deadLettersAreCountedByCode() {
    for (DeadLetterCode code : DeadLetterCode.values()) {
      assertThat(after.deadLetters(code.name()) - before.deadLetters(code.name()))
          .as("dead letters of %s", code)
          .isEqualTo(LETTERS.values().stream().filter(code.name()::equals).count());
    }
  }

  @Test
  void everyRecordIsARiskEventACountedDuplicateOrADeadLetter() {
    assertThat(EVENTS.stream().map(Coordinates::of)).containsExactlyInAnyOrderElementsOf(SCORED);
    assertThat(after.transactions("scored") - before.transactions("scored"))
        .isEqualTo(SCORED.size());
    assertThat(after.transactions("duplicate") - before.transactions("duplicate"))
        .isEqualTo(REPEATS.size())
        .isEqualTo(REPEATED);
    assertThat(after.transactions("rejected") - before.transactions("rejected"))
        .isEqualTo(REFUSED.size());
    assertThat(SCORED.size() + REPEATS.size() + REFUSED.size()).isEqualTo(MESSAGES.size());
  }

  @Test
  void droppedSignalsAreCounted() {
    String series = "alcedo_dropped_signals_total";
    assertThat(after.value(series) - before.value(series)).isGreaterThanOrEqualTo(GOOD);
  }

  @Test
  void kafkasConsolePrintsTheBytesThatWeRead() throws Exception {
    List<byte[]> values = new ArrayList<>();
    for (String topic : config.topics().outputs()) {
      values.addAll(values(topic));
    }

    assertThat(house.printed(config.topics().outputs(), values.size()))
        .containsExactlyInAnyOrderElementsOf(values);
  }

  @Test
  void anyAvroLibraryReadsTheOutputWithThePublishedSchemas() throws Exception {
    assertThat(generic(config.topics().riskEvents(), "RiskEvent"))
        .extracting(event -> event.get("transactionId").toString())
        .containsExactlyInAnyOrderElementsOf(
            EVENTS.stream().map(RiskEvent::getTransactionId).toList());
    assertThat(generic(config.topics().deadLetters(), "DeadLetter"))
        .extracting(letter -> letter.get("code").toString())
        .containsExactlyInAnyOrderElementsOf(LETTERS.values());
    assertThat(generic(config.topics().scoredFeatures(), "ScoredFeatures"))
        .hasSameSizeAs(EVENTS)
        .allSatisfy(features -> assertThat((List<?>) features.get("vector")).isNotEmpty());
    assertThat(generic(config.topics().alerts(), "Alert"))
        .isNotEmpty()
        .allSatisfy(alert -> assertThat((List<?>) alert.get("reasons")).isNotNull());
  }

  /**
   * Reads a topic with nothing but Kafka and Avro themselves, in both of the ways of the latter.
   */
  private static List<GenericRecord> generic(String topic, String name) throws Exception {
    Schema schema;
    try (InputStream in =
        BadInputTest.class.getResourceAsStream("/released/" + name + ".v1.avsc")) {
      schema = new Schema.Parser().parse(in);
    }
    BinaryMessageDecoder<GenericRecord> messages =
        new BinaryMessageDecoder<>(GenericData.get(), schema);
    GenericDatumReader<GenericRecord> bodies = new GenericDatumReader<>(schema);
    List<GenericRecord> read = new ArrayList<>();
    for (byte[] value : values(topic)) {
      GenericRecord message = messages.decode(value);
      ByteArrayInputStream body = new ByteArrayInputStream(value);
      assertThat(body.skip(10)).isEqualTo(10);
      assertThat(bodies.read(null, DecoderFactory.get().directBinaryDecoder(body, null)))
          .isEqualTo(message);
      assertThat(body.available()).isZero();
      read.add(message);
    }
    return read;
  }

  private static List<byte[]> values(String topic) {
    try (TopicTail tail = house.tail(topic)) {
      return tail.records().stream().map(ConsumerRecord::value).toList();
    }
  }

  private static void makeInput() {
    for (int i = 0; i < GOOD / 2; i++) {
      good(i);
    }
    for (Broken broken : BrokenRecords.transactions(PERSON, TIME, "input")) {
      refused(broken.code(), broken.value());
    }
    Broken large = BrokenRecords.large(PERSON);
    refused(large.code(), large.value());
    for (int i = 0; i < REPEATED; i++) {
      DUPLICATES.add(MESSAGES.size());
      MESSAGES.add(MESSAGES.get(i * 11));
    }
    for (int i = 0; i < 3; i++) {
      Transaction changed = PERSON.transaction("t-good-" + i, TIME);
      changed.setAmountMinor(changed.getAmountMinor() + 1);
      REFUSED.put(MESSAGES.size(), DeadLetterCode.CONTENT_MISMATCH);
      MESSAGES.add(new Message(i % 2, null, FRAMING.encode(changed)));
    }
    for (int i = GOOD / 2; i < GOOD; i++) {
      good(i);
    }
  }

  private static void good(int i) {
    MESSAGES.add(new Message(i % 2, null, FRAMING.encode(PERSON.transaction("t-good-" + i, TIME))));
  }

  private static void refused(DeadLetterCode code, byte[] value) {
    REFUSED.put(MESSAGES.size(), code);
    MESSAGES.add(new Message(MESSAGES.size() % 2, null, value));
  }

  private static void sendUpdates(String topic, List<Broken> broken) throws Exception {
    List<Coordinates> sent =
        house.send(
            topic, broken.stream().map(record -> new Message(1, null, record.value())).toList());
    for (int i = 0; i < sent.size(); i++) {
      LETTERS.put(sent.get(i), broken.get(i).code().name());
    }
  }

  private static void awaitOutput() throws Exception {
    try (TopicTail events = house.tail(config.topics().riskEvents());
        TopicTail letters = house.tail(config.topics().deadLetters())) {
      Await.until(
          "every record has its output",
          () ->
              events.records().size() >= SCORED.size()
                  && letters.records().size() >= LETTERS.size()
                  && MetricsText.now().transactions("duplicate")
                      >= before.transactions("duplicate") + REPEATED);
      // All that was read is decided, and nothing more can come.
      job.checkpoint();
      EVENTS.addAll(events.decoded(RiskEvent.class));
      DEAD.addAll(letters.decoded(DeadLetter.class));
    }
  }
}
