package io.alcedo.retraining.ingest;

import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.verdict.VerdictTable;
import io.alcedo.retraining.verdict.VerdictTableException;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka records of the three input topics into what the job works with, exactly one for each
 * record. Bad records never fail the job; an unreachable schema registry does, so that good ones
 * are read again.
 */
public final class LearningDeserializer implements KafkaRecordDeserializationSchema<Incoming> {
  private static final long serialVersionUID = 1L;

  private final AlcedoConfig config;
  private final String verdicts;
  private transient @Nullable LearningIngest ingest;

  /**
   * Creates a deserializer.
   *
   * @param verdicts the text of the verdict table, which travels with the job
   */
  public LearningDeserializer(AlcedoConfig config, String verdicts) {
    this.config = config;
    this.verdicts = verdicts;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context)
      throws VerdictTableException {
    ingest =
        new LearningIngest(
            config,
            VerdictTable.parse(verdicts, config.learning().verdicts()),
            Framings.of(config),
            InstantSource.system());
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Incoming> out)
      throws IOException {
    LearningIngest opened = ingest;
    if (opened == null) {
      throw new IllegalStateException("A deserializer is opened before it is used");
    }
    AlcedoConfig.Topics topics = config.topics();
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    if (record.topic().equals(topics.scoredFeatures())) {
      out.collect(opened.scored(record.value(), origin));
    } else if (record.topic().equals(topics.feedback())) {
      out.collect(opened.feedback(record.value(), origin, record.timestamp()));
    } else if (record.topic().equals(topics.outcomes())) {
      out.collect(opened.outcome(record.value(), origin));
    } else {
      throw new IOException("A record comes from a topic that is read: topic=" + record.topic());
    }
  }

  @Override
  public TypeInformation<Incoming> getProducedType() {
    return IncomingSerializer.TYPE;
  }
}
