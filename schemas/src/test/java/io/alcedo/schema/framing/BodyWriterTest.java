package io.alcedo.schema.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyWriterTest {
  private static final int RECORDS = 200;

  @ParameterizedTest
  @EnumSource(Topic.class)
  void writesTheBytesThatAvroWrites(Topic topic) throws IOException {
    long seed = new Random().nextLong();
    BodyWriter writer = BodyWriter.of(topic.schema());

    for (Object generic : new RandomData(GenericData.get(), topic.schema(), RECORDS, seed)) {
      SpecificRecord record = specific(generic, topic.schema());
      RecordBytes bytes = new RecordBytes();
      writer.write(record, bytes);
      assertThat(bytes.toByteArray())
          .as("seed %d, topic %s", seed, topic)
          .isEqualTo(written(avro(topic.schema(), record)));
    }
  }

  @Test
  void namesTheFieldThatMustNotBeNull() {
    DeadLetter letter = new DeadLetter();
    letter.setSeenAt(Instant.EPOCH);

    assertThatThrownBy(() -> new SingleObjectFraming().encode(letter))
        .isInstanceOf(AvroTypeException.class)
        .hasMessage("A field holds what its schema says: field=DeadLetter.sourceTopic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"bytes\"", "[\"string\", \"null\"]", "[\"null\", \"int\", \"long\"]"})
  void refusesWhatNoContractUses(String type) {
    Schema schema = new Schema.Parser().parse(type);

    assertThatThrownBy(() -> BodyWriter.of(schema)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Body avro(Schema schema, SpecificRecord record) {
    DatumWriter<SpecificRecord> writer =
        new SpecificDatumWriter<>(schema, SpecificData.getForClass(record.getClass()));
    return out -> writer.write(record, out);
  }

  private static SpecificRecord specific(Object generic, Schema schema) throws IOException {
    DatumWriter<Object> writer = new GenericDatumWriter<>(schema);
    byte[] bytes = written(out -> writer.write(generic, out));
    Class<?> type = SpecificData.get().getClass(schema);
    return (SpecificRecord)
        new SpecificDatumReader<>(schema, schema, SpecificData.getForClass(type))
            .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static byte[] written(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    body.write(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Body {
    void write(BinaryEncoder out) throws IOException;
  }
}
