package io.alcedo.scoring.emit;

import io.alcedo.operations.kafka.ClientProperties;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.Delivery;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka sink, whose records each name their topic: one producer a subtask for all topics of a
 * stream. The job has two: one in the chain of the score operator, for what every transaction has,
 * so that those records are never copied between tasks; and one for what comes from elsewhere.
 */
public final class EmissionSink {
  private EmissionSink() {}

  /**
   * Returns the sink that a configuration asks for.
   *
   * @param name tells this sink's transactions from those of the job's others; fixed for good
   */
  public static KafkaSink<Emission> kafka(AlcedoConfig config, String name) {
    boolean exactlyOnce = config.sinks().delivery() == Delivery.EXACTLY_ONCE;
    return KafkaSink.<Emission>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setKafkaProducerConfig(ClientProperties.producer(config))
        .setRecordSerializer(new Schema(config.topics()))
        .setDeliveryGuarantee(
            exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
        .setTransactionalIdPrefix(config.kafka().groupId() + "-" + name)
        .build();
  }

  /** Turns an emission into a record of its topic. */
  static final class Schema implements KafkaRecordSerializationSchema<Emission> {
    private static final long serialVersionUID = 1L;

    private final String[] topics;

    Schema(AlcedoConfig.Topics names) {
      OutputTopic[] all = OutputTopic.values();
      topics = new String[all.length];
      for (OutputTopic topic : all) {
        topics[topic.ordinal()] = topic.in(names);
      }
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Emission emission, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(
          topics[emission.topic().ordinal()], emission.key(), emission.value());
    }
  }
}
