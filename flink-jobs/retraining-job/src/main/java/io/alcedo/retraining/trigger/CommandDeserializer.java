package io.alcedo.retraining.trigger;

import io.alcedo.operations.kafka.FramingSource;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import io.alcedo.schema.ModelAction;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks from the audit of commands those that ask for a training. Others, and what cannot be read,
 * are passed over: the audit is written by the programs that act on it.
 */
public final class CommandDeserializer implements KafkaRecordDeserializationSchema<TrainingSignal> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(CommandDeserializer.class);

  private final FramingSource framing;
  private transient @Nullable RecordDecoder<ModelCommand> decoder;

  /** Creates a deserializer. */
  public CommandDeserializer(FramingSource framing) {
    this.framing = framing;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = new RecordDecoder<>(framing.framing(), ModelCommand.class);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TrainingSignal> out)
      throws IOException {
    RecordDecoder<ModelCommand> opened = decoder;
    if (opened == null) {
      throw new IllegalStateException("A deserializer is opened before it is used");
    }
    if (record.value() == null) {
      return;
    }
    try {
      ModelCommand command = opened.decode(record.value());
      if (command.getAction() == ModelAction.RETRAIN) {
        out.collect(
            new Requested(
                record.timestamp(),
                command.getCommandId(),
                command.getRequestedBy(),
                command.getReason()));
      }
    } catch (FramingException e) {
      if (e.code() == FramingException.Code.REGISTRY_UNAVAILABLE) {
        throw new IOException("The schema registry answers", e);
      }
      LOG.warn(
          "A command was passed over: partition={}, offset={}, cause={}",
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  @Override
  public TypeInformation<TrainingSignal> getProducedType() {
    return TrainingSignalSerializer.TYPE;
  }
}
