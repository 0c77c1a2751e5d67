package io.alcedo.scoring.assignment;

import io.alcedo.jobs.SourceSettings;
import io.alcedo.operations.kafka.FramingSource;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.schema.ModelAssignment;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source of assignments: their topic from its beginning, as far as it is committed. */
public final class AssignmentSource {
  private AssignmentSource() {}

  /** Returns the source of a configuration. */
  public static KafkaSource<Assignment> of(AlcedoConfig config) {
    Properties properties = new Properties();
    config.kafka().properties().forEach(properties::setProperty);
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false");
    KafkaSourceBuilder<Assignment> builder =
        KafkaSource.<Assignment>builder()
            .setProperties(SourceSettings.atOnce(properties))
            .setBootstrapServers(config.kafka().bootstrapServers())
            .setClientIdPrefix(config.kafka().groupId() + "-assignments")
            .setTopics(config.topics().modelAssignments())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new Schema(Framings.source(config)));
    return config.kafka().bounded()
        ? builder.setBounded(OffsetsInitializer.latest()).build()
        : builder.build();
  }

  /**
   * Passes over what is no assignment: an operator's slip must not end the job. Where a schema
   * registry does not answer, nobody knows whether it is one: the read fails, to be tried again.
   */
  static final class Schema implements KafkaRecordDeserializationSchema<Assignment> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private final FramingSource framing;
    private transient @Nullable RecordDecoder<ModelAssignment> decoder;

    Schema(FramingSource framing) {
      this.framing = framing;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      decoder = new RecordDecoder<>(framing.framing(), ModelAssignment.class);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Assignment> out)
        throws IOException {
      RecordDecoder<ModelAssignment> opened = decoder;
      if (record.value() == null || opened == null) {
        return;
      }
      try {
        out.collect(Assignment.of(opened.decode(record.value())));
      } catch (FramingException e) {
        if (e.code() == FramingException.Code.REGISTRY_UNAVAILABLE) {
          throw new IOException("An assignment cannot be read: offset=" + record.offset(), e);
        }
        passOver(record, e);
      } catch (IllegalArgumentException e) {
        passOver(record, e);
      }
    }

    private static void passOver(ConsumerRecord<byte[], byte[]> record, Exception e) {
      LOG.warn(
          "A record that is no assignment is passed over: offset={}: {}",
          record.offset(),
          e.getMessage());
    }

    @Override
    public TypeInformation<Assignment> getProducedType() {
      return AssignmentSerializer.type();
    }
  }
}
