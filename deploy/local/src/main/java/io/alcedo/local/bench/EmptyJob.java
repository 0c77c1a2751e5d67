package io.alcedo.local.bench;

import io.alcedo.scoring.config.ScoringConfig;
import io.alcedo.scoring.emit.EmissionSink;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The job that does nothing: the bytes of one topic to another, with the scoring job's clients. */
final class EmptyJob {
  private EmptyJob() {}

  /** Adds the job to an environment that has been set up for the scoring job. */
  static void build(StreamExecutionEnvironment environment, ScoringConfig config, String output) {
    environment
        .fromSource(source(config), WatermarkStrategy.noWatermarks(), "source")
        .uid("source")
        .sinkTo(sink(config, output))
        .uid("sink")
        .name("sink");
  }

  private static KafkaSource<byte[]> source(ScoringConfig config) {
    return KafkaSource.<byte[]>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setGroupId(config.kafka().groupId())
        .setClientIdPrefix(config.kafka().groupId())
        .setTopics(config.topics().transactions())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(new Bytes())
        .build();
  }

  private static KafkaSink<byte[]> sink(ScoringConfig config, String output) {
    return KafkaSink.<byte[]>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setKafkaProducerConfig(EmissionSink.producer(config))
        .setRecordSerializer(new Untouched(output))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Hands a record's bytes on. */
  private static final class Bytes implements KafkaRecordDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> out) {
      out.collect(record.value());
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
      return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
  }

  /** Makes bytes a record of one topic, without a key. */
  private record Untouched(String topic) implements KafkaRecordSerializationSchema<byte[]> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        byte[] bytes, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(topic, bytes);
    }
  }
}
