package io.alcedo.retraining.emit;

import io.alcedo.operations.kafka.ClientProperties;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.ingest.Incoming;
import io.alcedo.retraining.ingest.Incoming.Refused;
import io.alcedo.retraining.metrics.LearningMetrics;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Label;
import io.alcedo.schema.framing.Framing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka sinks of labels and dead letters. Both are at least once: after a failure a record may
 * come twice, with the same content, and applying a label twice changes nothing. Stateless.
 */
public final class LearningSinks {
  private LearningSinks() {}

  /** Returns the sink of labels. */
  public static KafkaSink<Label> labels(AlcedoConfig config) {
    return sink(config, new Labels(config));
  }

  /** Returns the sink of dead letters, of an element each. */
  public static KafkaSink<Incoming> deadLetters(AlcedoConfig config) {
    return sink(config, new DeadLetters(config));
  }

  private static <T> KafkaSink<T> sink(
      AlcedoConfig config, KafkaRecordSerializationSchema<T> schema) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setKafkaProducerConfig(ClientProperties.producer(config))
        .setRecordSerializer(schema)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Frames records in the task that writes them. */
  private abstract static class Framed<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final AlcedoConfig config;
    private transient Framing framing;

    @SuppressWarnings("NullAway.Init") // The framing is set when the task opens.
    private Framed(AlcedoConfig config) {
      this.config = config;
    }

    @Override
    public void open(
        SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
      framing = Framings.of(config);
    }

    AlcedoConfig.Topics topics() {
      return config.topics();
    }

    Framing framing() {
      return framing;
    }
  }

  /** Writes a label under its transaction's id. */
  private static final class Labels extends Framed<Label> {
    private static final long serialVersionUID = 1L;

    private Labels(AlcedoConfig config) {
      super(config);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Label label, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(
          topics().labels(),
          label.getTransactionId().getBytes(StandardCharsets.UTF_8),
          framing().encode(label));
    }
  }

  /** Counts what was refused and writes it: coordinates, code and message, never the record. */
  private static final class DeadLetters extends Framed<Incoming> {
    private static final long serialVersionUID = 1L;

    private DeadLetters(AlcedoConfig config) {
      super(config);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Incoming incoming, KafkaSinkContext context, @Nullable Long timestamp) {
      Refused refused = (Refused) incoming;
      LearningMetrics.ofProcess().deadLetters(refused.code()).inc();
      DeadLetter letter = new DeadLetter();
      letter.setSourceTopic(refused.origin().topic());
      letter.setPartition(refused.origin().partition());
      letter.setOffset(refused.origin().offset());
      letter.setCode(refused.code());
      letter.setMessage(refused.message());
      letter.setSeenAt(Instant.ofEpochMilli(refused.seenAtMillis()));
      return new ProducerRecord<>(
          topics().deadLetters(),
          refused.origin().topic().getBytes(StandardCharsets.UTF_8),
          framing().encode(letter));
    }
  }
}
