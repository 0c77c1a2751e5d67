package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestResult.Accepted;
import io.alcedo.privacy.IngestResult.Rejected;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.Frame;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.row.TransactionRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Messages of other releases: with fields missing, new, and in another order. */
class OlderWritersTest {
  private static final Set<String> MISSING = Set.of("deviceId", "channel", "signals", "tenant");
  private final Schema other = otherRelease();
  private final Ingest ingest =
      new Ingest(
          IngestPolicy.of(TestTransactions.LAYOUT, IngestLimits.DEFAULT),
          TestKeys.pseudonymiser(),
          new BareFraming(other),
          TestTransactions.CLOCK);

  @Test
  void readsAnotherReleaseAsTheCurrentOne() throws Exception {
    Transaction t = TestTransactions.valid();

    IngestResult result = ingest.transaction(encode(t));

    t.setTenant("default");
    t.setDeviceId(null);
    t.setChannel(io.alcedo.schema.Channel.UNKNOWN);
    t.setSignals(new java.util.HashMap<>());
    TransactionRow expected = TestTransactions.ingest().anonymise(t);
    assertThat(result).isInstanceOf(Accepted.class);
    assertThat(((Accepted) result).row()).isEqualTo(expected);
  }

  @Test
  void survivesHostileBytesOfAnotherRelease() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] message = IngestFuzzTest.mutate(encode(TestTransactions.random(random)), 0, random);
      assertThat(ingest.transaction(message)).as("seed %d, round %d", seed, i).isNotNull();
    }
  }

  @Test
  void refusesHugeLengthsBeforeTheyAreAllocated() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    encoder.writeLong(Integer.MAX_VALUE - 9);
    encoder.flush();
    Schema text =
        SchemaBuilder.record("Transaction")
            .namespace("io.alcedo.schema")
            .fields()
            .requiredString("transactionId")
            .endRecord();
    Ingest hostile =
        new Ingest(
            IngestPolicy.of(TestTransactions.LAYOUT, IngestLimits.DEFAULT),
            TestKeys.pseudonymiser(),
            new BareFraming(text),
            TestTransactions.CLOCK);

    assertThat(hostile.transaction(out.toByteArray()))
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.code()).isEqualTo(DeadLetterCode.UNDECODABLE));
    assertThat(hostile.transaction(new byte[] {2, 'x'}))
        .as("a release without the fields that are required cannot be resolved")
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.code()).isEqualTo(DeadLetterCode.UNDECODABLE));
  }

  private byte[] encode(Transaction t) throws IOException {
    GenericData.Record record = new GenericData.Record(other);
    for (Schema.Field field : other.getFields()) {
      Schema.Field known = t.getSchema().getField(field.name());
      record.put(field.pos(), known == null ? extra(field.schema()) : raw(t, known, field));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericData.Record>(other).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Object raw(Transaction t, Schema.Field known, Schema.Field field) {
    Object value = t.get(known.pos());
    if (value instanceof java.time.Instant time) {
      return time.toEpochMilli();
    }
    return value instanceof Enum<?> symbol
        ? new GenericData.EnumSymbol(field.schema(), symbol.name())
        : value;
  }

  private static Object extra(Schema schema) {
    GenericData.Record record = new GenericData.Record(schema.getElementType());
    record.put("deep", List.of("4111111111111111", "x"));
    return List.of(record, record);
  }

  private static Schema otherRelease() {
    Schema deep =
        SchemaBuilder.record("Extra")
            .fields()
            .name("deep")
            .type()
            .array()
            .items()
            .stringType()
            .noDefault()
            .endRecord();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : Transaction.getClassSchema().getFields()) {
      if (!MISSING.contains(field.name())) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    fields.add(new Schema.Field("extras", Schema.createArray(deep)));
    Collections.reverse(fields);
    return Schema.createRecord("Transaction", "", "io.alcedo.schema", false, fields);
  }

  /** No frame at all: all messages are of one schema. */
  record BareFraming(Schema writer) implements Framing {
    @Override
    public byte[] header(Schema schema) {
      throw new UnsupportedOperationException("Messages of another release come from outside");
    }

    @Override
    public Frame parse(byte[] message) {
      return new Frame(writer, false, 0);
    }
  }
}
