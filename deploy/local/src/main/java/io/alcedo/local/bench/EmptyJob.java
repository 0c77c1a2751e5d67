package io.alcedo.local.bench;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.EmissionSink;
import io.alcedo.scoring.emit.OutputTopic;
import java.io.Serializable;
import java.util.Arrays;
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
 * transaction goes out twice under its own key, once where the risk event would and once where the
 * vector would, so that as many records are read and written.
 */
final class EmptyJob {
  /**
   * How large the records are that go out.
   *
   * @param riskEvent bytes of key and value where the risk event would be
   * @param vector bytes of key and value where the vector would be
   */
  record Sizes(int riskEvent, int vector) implements Serializable {
    /** Each as large as the transaction that it is a copy of. */
    static final Sizes OF_TRANSACTION = new Sizes(0, 0);
  }

  private EmptyJob() {}

  /**
   * Adds the job to an environment that has been set up for the scoring job.
   *
   * @param sizes of what goes out; a copy is cut or filled up with zeros
   */
  static void build(StreamExecutionEnvironment environment, AlcedoConfig config, Sizes sizes) {
    environment
        .fromSource(source(config, sizes), WatermarkStrategy.noWatermarks(), "source")
        .uid("source")
        .sinkTo(EmissionSink.kafka(config, "decisions"))
        .uid("sink")
        .name("sink");
  }

  private static KafkaSource<Emission> source(AlcedoConfig config, Sizes sizes) {
    return KafkaSource.<Emission>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setGroupId(config.kafka().groupId())
        .setClientIdPrefix(config.kafka().groupId())
        .setTopics(config.topics().transactions())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(new Copies(sizes))
        .build();
  }

  /** Hands a record on to both topics. */
  private record Copies(Sizes sizes) implements KafkaRecordDeserializationSchema<Emission> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Emission> out) {
      out.collect(
          new Emission(OutputTopic.RISK_EVENTS, record.key(), value(record, sizes.riskEvent())));
      out.collect(
          new Emission(OutputTopic.SCORED_FEATURES, record.key(), value(record, sizes.vector())));
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record, int size) {
      int key = Math.max(0, record.serializedKeySize());
      return size == 0 ? record.value() : Arrays.copyOf(record.value(), Math.max(0, size - key));
    }

    @Override
    public TypeInformation<Emission> getProducedType() {
      return Emission.TYPE;
    }
  }
}
