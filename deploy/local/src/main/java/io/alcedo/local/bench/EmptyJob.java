package io.alcedo.local.bench;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.EmissionSink;
import io.alcedo.scoring.emit.OutputTopic;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The job that does nothing: the scoring job's source and sink with nothing between them. Each
 * transaction's key and bytes go out as they are, once where the risk event would and once where
 * the vector would, so that the same number of records is read and written.
 */
final class EmptyJob {
  private EmptyJob() {}

  /** Adds the job to an environment that has been set up for the scoring job. */
  static void build(StreamExecutionEnvironment environment, AlcedoConfig config) {
    environment
        .fromSource(source(config), WatermarkStrategy.noWatermarks(), "source")
        .uid("source")
        .sinkTo(EmissionSink.kafka(config, "decisions"))
        .uid("sink")
        .name("sink");
  }

  private static KafkaSource<Emission> source(AlcedoConfig config) {
    return KafkaSource.<Emission>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setGroupId(config.kafka().groupId())
        .setClientIdPrefix(config.kafka().groupId())
        .setTopics(config.topics().transactions())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(new Untouched())
        .build();
  }

  /** Hands a record on to both topics. */
  private static final class Untouched implements KafkaRecordDeserializationSchema<Emission> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Emission> out) {
      out.collect(new Emission(OutputTopic.RISK_EVENTS, record.key(), record.value()));
      out.collect(new Emission(OutputTopic.SCORED_FEATURES, record.key(), record.value()));
    }

    @Override
    public TypeInformation<Emission> getProducedType() {
      return Emission.TYPE;
    }
  }
}
