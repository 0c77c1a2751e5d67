package io.alcedo.schema.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alcedo.schema.Alert;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.released.Examples;
import io.alcedo.schema.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SingleObjectFramingTest {
  private final SingleObjectFraming framing = new SingleObjectFraming();

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrote(Topic topic) throws FramingException {
    SpecificRecord record = Examples.of(topic);
    byte[] message = framing.encode(record);

    assertThat(new RecordDecoder<>(framing, topic.recordType()).decode(message)).isEqualTo(record);
    assertThat(framing.parse(message)).isEqualTo(new Frame(topic.schema(), true, 10));
  }

  @Test
  void refusesWhatIsNotFramed() {
    byte[] message = framing.encode(Examples.riskEvent());
    message[1] = 2;

    assertCode(() -> framing.parse(message), FramingException.Code.NOT_AVRO);
    assertCode(() -> framing.parse(new byte[0]), FramingException.Code.NOT_AVRO);
    assertCode(
        () -> framing.parse(new byte[] {(byte) 0xC3, 1, 0, 0}), FramingException.Code.NOT_AVRO);
  }

  @Test
  void refusesAnUnknownFingerprint() {
    byte[] message = framing.encode(Examples.riskEvent());
    message[5] ^= 1;

    assertCode(() -> framing.parse(message), FramingException.Code.UNKNOWN_SCHEMA);
  }

  @Test
  void refusesTheRecordOfAnotherTopic() {
    byte[] message = framing.encode(Examples.riskEvent());

    assertCode(
        () -> new RecordDecoder<>(framing, Alert.class).decode(message),
        FramingException.Code.OTHER_RECORD);
  }

  @Test
  void readsWhatAnotherReleaseWrote() throws Exception {
    Schema other =
        SchemaBuilder.record("DeadLetter")
            .namespace("io.alcedo.schema")
            .fields()
            .requiredString("code")
            .requiredString("sourceTopic")
            .requiredInt("partition")
            .requiredLong("offset")
            .name("addedLater")
            .type()
            .array()
            .items()
            .stringType()
            .noDefault()
            .name("seenAt")
            .type(Topic.DEAD_LETTERS.schema().getField("seenAt").schema())
            .noDefault()
            .endRecord();
    GenericRecord written =
        new GenericRecordBuilder(other)
            .set("code", "C")
            .set("sourceTopic", "transactions")
            .set("partition", 3)
            .set("offset", 5L)
            .set("addedLater", List.of("x", "y"))
            .set("seenAt", 7L)
            .build();
    ByteBuffer bytes = new BinaryMessageEncoder<>(new GenericData(), other).encode(written);
    byte[] message = Arrays.copyOf(bytes.array(), bytes.limit());
    SingleObjectFraming knowing = new SingleObjectFraming(List.of(other));

    DeadLetter read = new RecordDecoder<>(knowing, DeadLetter.class).decode(message);

    assertThat(read)
        .isEqualTo(new DeadLetter("transactions", 3, 5L, "C", "", Instant.ofEpochMilli(7)));
    assertThat(knowing.parse(message)).isEqualTo(new Frame(other, false, 10));
    assertCode(() -> framing.parse(message), FramingException.Code.UNKNOWN_SCHEMA);
  }

  @Test
  void refusesEveryCutAndEveryTail() {
    byte[] message = framing.encode(Examples.riskEvent());
    RecordDecoder<RiskEvent> decoder = new RecordDecoder<>(framing, RiskEvent.class);

    for (int length = 10; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      assertCode(() -> decoder.decode(cut), FramingException.Code.UNDECODABLE);
    }
    byte[] longer = Arrays.copyOf(message, message.length + 1);
    assertCode(() -> decoder.decode(longer), FramingException.Code.UNDECODABLE);
  }

  @Test
  void readsAnythingOrRefusesItWithoutShowingIt() throws FramingException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RecordDecoder<Alert> decoder = new RecordDecoder<>(framing, Alert.class);
    byte[] message = framing.encode(Examples.of(Topic.ALERTS));
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = message.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        broken[10 + random.nextInt(broken.length - 10)] = (byte) random.nextInt();
      }
      try {
        decoder.decode(broken);
      } catch (FramingException e) {
        assertThat(e.code()).as("seed %d", seed).isEqualTo(FramingException.Code.UNDECODABLE);
        assertThat(e).hasMessageNotContaining("terminal").hasNoCause();
      }
    }
    assertThat(decoder.decode(message)).isEqualTo(Examples.of(Topic.ALERTS));
  }

  @Test
  void allocatesNothingForALengthThatTheMessageDoesNotHave() throws IOException {
    byte[] header = Arrays.copyOf(framing.encode(Examples.of(Topic.OUTCOMES)), 10);
    byte[] longText = body(header, encoder -> encoder.writeLong(Integer.MAX_VALUE - 8L));
    assertCode(
        () -> new RecordDecoder<>(framing, Outcome.class).decode(longText),
        FramingException.Code.UNDECODABLE);

    byte[] features = Arrays.copyOf(framing.encode(Examples.of(Topic.SCORED_FEATURES)), 10);
    for (long count : new long[] {1 << 30, Long.MAX_VALUE, Long.MIN_VALUE, -(1 << 30)}) {
      byte[] longArray =
          body(
              features,
              encoder -> {
                encoder.writeString("t");
                encoder.writeString("default");
                encoder.writeLong(0);
                encoder.writeLong(0);
                encoder.writeLong(0);
                encoder.writeLong(0); // no entities
                encoder.writeLong(count);
                encoder.writeLong(0);
              });
      assertCode(
          () -> new RecordDecoder<>(framing, ScoredFeatures.class).decode(longArray),
          FramingException.Code.UNDECODABLE);
    }
  }

  @Test
  void goesOnAfterARecordThatDoesNotFitItsSchema() throws FramingException {
    DeadLetter incomplete = new DeadLetter();
    assertThatThrownBy(() -> framing.encode(incomplete))
        .isInstanceOfAny(AvroRuntimeException.class, NullPointerException.class);

    byte[] message = framing.encode(Examples.riskEvent());

    assertThat(new RecordDecoder<>(framing, RiskEvent.class).decode(message))
        .isEqualTo(Examples.riskEvent());
  }

  @Test
  void writesVeryLongRecords() throws FramingException {
    ScoredFeatures features = (ScoredFeatures) Examples.of(Topic.SCORED_FEATURES);
    features.setVector(Collections.nCopies(500_000, 1.25f));

    byte[] message = framing.encode(features);

    assertThat(message).hasSizeGreaterThan(2_000_000);
    assertThat(new RecordDecoder<>(framing, ScoredFeatures.class).decode(message))
        .isEqualTo(features);
    assertThat(framing.encode(Examples.riskEvent())).hasSizeLessThan(1_000);
  }

  @Test
  void writesFromManyThreads() throws Exception {
    List<byte[]> expected =
        Arrays.stream(Topic.values()).map(topic -> framing.encode(Examples.of(topic))).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> same =
          IntStream.range(0, 4)
              .mapToObj(thread -> threads.submit(() -> writesTheSame(expected, thread)))
              .toList();
      for (Future<Boolean> result : same) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean writesTheSame(List<byte[]> expected, int thread) {
    for (int i = 0; i < 2_000; i++) {
      int topic = (i + thread) % expected.size();
      byte[] message = framing.encode(Examples.of(Topic.values()[topic]));
      if (!Arrays.equals(message, expected.get(topic))) {
        return false;
      }
    }
    return true;
  }

  private interface Body {
    void write(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] body(byte[] header, Body body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    body.write(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static void assertCode(ThrowingCallable call, FramingException.Code code) {
    FramingException thrown = catchThrowableOfType(FramingException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.code()).isEqualTo(code);
  }
}
