package io.alcedo.schema.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.released.Examples;
import io.alcedo.schema.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfluentFramingTest {
  private RegistryStandIn registry;
  private ConfluentFraming framing;
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");

  @BeforeEach
  void start() throws IOException {
    registry = new RegistryStandIn();
    framing = framing(RegistrySettings.of(registry.url()));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void writesTheWireFormatUnderAnIdThatTheRegistryGave() throws Exception {
    byte[] message = framing.encode(Examples.riskEvent());

    assertThat(message[0]).isZero();
    int id = ByteBuffer.wrap(message, 1, 4).getInt();
    Schema registered = new Schema.Parser().parse(registry.schema(id));
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(registered, registered, new GenericData())
            .read(null, DecoderFactory.get().binaryDecoder(message, 5, message.length - 5, null));
    assertThat(JsonView.of(read)).isEqualTo(JsonView.of(Examples.riskEvent()));
    assertThat(registered.getField("score").getProp("privacyClass")).isEqualTo("DERIVED");
    assertThat(registry.requests).containsExactly("POST /subjects/risk-events-value/versions null");
  }

  @Test
  void readsWhatItWroteAndAsksTheRegistryOnceAnId() throws Exception {
    byte[] message = framing.encode(Examples.riskEvent());
    framing.encode(Examples.riskEvent());
    ConfluentFraming other = framing(RegistrySettings.of(registry.url()));
    RecordDecoder<RiskEvent> decoder = new RecordDecoder<>(other, RiskEvent.class);
    registry.requests.clear();

    for (int i = 0; i < 3; i++) {
      assertThat(decoder.decode(message)).isEqualTo(Examples.riskEvent());
    }

    assertThat(other.parse(message).current()).isTrue();
    assertThat(registry.requests)
        .hasSize(1)
        .allMatch(request -> request.startsWith("GET /schemas"));
  }

  @Test
  void readsARecordOfAnotherReleaseAsNotCurrent() throws Exception {
    int id =
        registry.add(
            Topic.DEAD_LETTERS
                .schema()
                .toString()
                .replace("\"name\":\"seenAt\"", "\"name\":\"seenAt2\",\"aliases\":[\"seenAt\"]"));

    Frame frame = framing.parse(message(id));

    assertThat(frame.current()).isFalse();
    assertThat(frame.bodyOffset()).isEqualTo(5);
    assertThat(frame.writer().getName()).isEqualTo("DeadLetter");
  }

  @Test
  void refusesTheRecordOfAnotherTopic() {
    byte[] message = framing.encode(Examples.riskEvent());

    assertCode(
        () -> new RecordDecoder<>(framing, DeadLetter.class).decode(message),
        FramingException.Code.OTHER_RECORD);
  }

  @Test
  void refusesBytesThatAreNotOfTheWireFormat() {
    assertCode(() -> framing.parse(new byte[0]), FramingException.Code.NOT_AVRO);
    assertCode(() -> framing.parse(new byte[4]), FramingException.Code.NOT_AVRO);
    assertCode(() -> framing.parse(new byte[] {1, 0, 0, 0, 1}), FramingException.Code.NOT_AVRO);
    assertCode(() -> framing.parse(message(-1)), FramingException.Code.UNKNOWN_SCHEMA);
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void remembersAnUnknownIdForAMinute() throws Exception {
    assertCode(() -> framing.parse(message(1_000)), FramingException.Code.UNKNOWN_SCHEMA);
    assertCode(() -> framing.parse(message(1_000)), FramingException.Code.UNKNOWN_SCHEMA);
    assertThat(registry.requests).hasSize(1);
    assertThat(registry.add(Topic.DEAD_LETTERS.schema().toString())).isEqualTo(1_000);

    now = now.plus(ConfluentFraming.REMEMBERED);

    assertThat(framing.parse(message(1_000)).current()).isTrue();
  }

  @Test
  void doesNotLetRandomIdsKeepTheRegistryBusy() throws Exception {
    int known = registry.add(Topic.DEAD_LETTERS.schema().toString());
    framing.parse(message(known));
    registry.requests.clear();

    for (int id = 5_000; id < 10_000; id++) {
      byte[] message = message(id);
      assertCode(() -> framing.parse(message), FramingException.Code.UNKNOWN_SCHEMA);
    }

    assertThat(registry.requests).hasSize(ConfluentFraming.MOST_UNKNOWN);
    assertThat(framing.parse(message(known)).current()).isTrue();
  }

  @Test
  void sendsBasicAuthenticationAndKeepsItOutOfTexts() {
    RegistrySettings settings =
        new RegistrySettings(registry.url(), "alcedo", "s3cret", Duration.ofSeconds(5));
    registry.next.add(Map.entry(401, "{\"error_code\": 40101, \"message\": \"s3cret\"}"));

    assertThatThrownBy(() -> framing(settings).encode(Examples.riskEvent()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("status=401")
        .hasMessageContaining("check user and password")
        .hasMessageNotContaining("s3cret");

    assertThat(registry.requests).singleElement().asString().endsWith("Basic YWxjZWRvOnMzY3JldA==");
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void triesAgainWhatFailsInPassing() throws Exception {
    int id = registry.add(Topic.DEAD_LETTERS.schema().toString());
    registry.next.add(Map.entry(500, "{\"error_code\": 50001, \"message\": \"store\"}"));
    registry.next.add(Map.entry(429, ""));

    assertThat(framing.parse(message(id)).current()).isTrue();
    assertThat(registry.requests).hasSize(3);
  }

  @Test
  void saysWhenTheRegistryFailsAndLeavesItAloneForAMoment() throws Exception {
    int id = registry.add(Topic.DEAD_LETTERS.schema().toString());
    registry.next.addAll(Collections.nCopies(3, Map.entry(500, "<html>4000000000000002</html>")));

    FramingException failure =
        catchThrowableOfType(FramingException.class, () -> framing.parse(message(id)));
    assertThat(failure.code()).isEqualTo(FramingException.Code.REGISTRY_UNAVAILABLE);
    assertThat(failure).hasMessageContaining("status=500").hasMessageNotContaining("4000");
    assertCode(() -> framing.parse(message(id)), FramingException.Code.REGISTRY_UNAVAILABLE);
    assertThat(registry.requests).hasSize(3);

    now = now.plus(ConfluentFraming.PAUSE);
    assertThat(framing.parse(message(id)).current()).isTrue();
  }

  @Test
  void givesUpOnARegistryThatDoesNotAnswerInTime() {
    registry.next.addAll(Collections.nCopies(3, Map.entry(0, "")));
    ConfluentFraming hasty =
        framing(new RegistrySettings(registry.url(), null, null, Duration.ofMillis(150)));

    assertThatThrownBy(() -> hasty.parse(message(7)))
        .isInstanceOf(FramingException.class)
        .hasMessageContaining("HttpTimeoutException");
  }

  @Test
  void givesUpOnARegistryThatIsNotThere() throws IOException {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = URI.create("http://localhost:" + free.getLocalPort());
    }
    ConfluentFraming alone = framing(RegistrySettings.of(nobody));

    assertCode(() -> alone.parse(message(7)), FramingException.Code.REGISTRY_UNAVAILABLE);
  }

  @Test
  void refusesAnswersThatAreNone() {
    for (String answer :
        new String[] {
          "",
          "[]",
          "{",
          "{\"schema\": \"{\"}",
          "{\"schema\": 5}",
          "{\"schemaType\": \"JSON\"}",
          " ".repeat(2 << 20)
        }) {
      registry.next.addAll(Collections.nCopies(3, Map.entry(200, answer)));

      assertThatThrownBy(() -> framing.parse(message(7))).isInstanceOf(FramingException.class);

      registry.next.clear();
      now = now.plus(ConfluentFraming.REMEMBERED);
    }
  }

  @Test
  void tellsAWrongAddressFromAnUnknownSchema() {
    registry.next.add(Map.entry(404, "<html>nothing here</html>"));

    assertThatThrownBy(() -> framing.parse(message(7)))
        .isInstanceOf(FramingException.class)
        .hasMessageContaining("check that the url is a schema registry's")
        .extracting(e -> ((FramingException) e).code())
        .isEqualTo(FramingException.Code.REGISTRY_UNAVAILABLE);
  }

  @Test
  void registersASchemaThatAnotherRegistersAtTheSameMoment() throws Exception {
    registry.next.add(Map.entry(409, "{\"error_code\": 409, \"message\": \"already exists\"}"));

    assertThat(framing.parse(framing.encode(Examples.riskEvent())).current()).isTrue();
  }

  @Test
  void saysThatASchemaIsRefusedForItsCompatibility() {
    registry.next.addAll(
        Collections.nCopies(
            3, Map.entry(409, "{\"error_code\": 409, \"message\": \"incompatible\"}")));

    assertThatThrownBy(() -> framing.encode(Examples.riskEvent()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("compatibility rule");
  }

  @Test
  void checksItsSettings() {
    assertThatThrownBy(() -> RegistrySettings.of(URI.create("ftp://host")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RegistrySettings.of(URI.create("http://user:pw@host")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pw@");
    assertThatThrownBy(
            () -> new RegistrySettings(registry.url(), "user", null, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RegistrySettings(registry.url(), null, null, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ConfluentFraming framing(RegistrySettings settings) {
    return new ConfluentFraming(new SchemaRegistry(settings), Topic::topicName, () -> now);
  }

  private static byte[] message(int id) {
    return ByteBuffer.allocate(9).put((byte) 0).putInt(id).array();
  }

  private static void assertCode(ThrowingCallable call, FramingException.Code code) {
    FramingException thrown = catchThrowableOfType(FramingException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.code()).isEqualTo(code);
  }
}
