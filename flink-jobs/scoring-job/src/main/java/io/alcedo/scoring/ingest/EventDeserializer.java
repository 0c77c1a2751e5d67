package io.alcedo.scoring.ingest;

import io.alcedo.privacy.KeysetException;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka records of the three input topics into events or rejections, exactly one for each
 * record. The raw bytes end here: what comes out is anonymised, so nothing else can reach a
 * channel, a checkpoint or the log. Bad records never fail the job; an unreachable schema registry
 * does, so that good ones are read again.
 *
 * <p>Serialized into the job graph without any secret; the keyset is loaded when a task opens it.
 */
public final class EventDeserializer implements KafkaRecordDeserializationSchema<Ingested> {
  private static final long serialVersionUID = 1L;

  private final IngestSettings settings;
  private final InputTopics topics;
  private final boolean history;
  private transient @Nullable RecordIngest ingest;
  private transient long countedSignals;

  /**
   * Creates a deserializer.
   *
   * @param history whether transactions are to update profiles only
   */
  public EventDeserializer(IngestSettings settings, InputTopics topics, boolean history) {
    this.settings = settings;
    this.topics = topics;
    this.history = history;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) throws KeysetException {
    ingest = new RecordIngest(settings);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out)
      throws IOException {
    RecordIngest opened = ingest;
    if (opened == null) {
      throw new IllegalStateException("A deserializer is opened before it is used");
    }
    Origin origin =
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
    if (record.topic().equals(topics.transactions())) {
      out.collect(opened.transaction(record.value(), origin, history));
      countDroppedSignals(opened);
    } else if (record.topic().equals(topics.labels())) {
      out.collect(opened.label(record.value(), origin));
    } else if (record.topic().equals(topics.outcomes())) {
      out.collect(opened.outcome(record.value(), origin));
    } else {
      throw new IOException("A record comes from a topic that is read: topic=" + record.topic());
    }
  }

  private void countDroppedSignals(RecordIngest opened) {
    long dropped = opened.droppedSignals();
    if (dropped != countedSignals) {
      ScoringMetrics.ofProcess().droppedSignals().inc(dropped - countedSignals);
      countedSignals = dropped;
    }
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return IngestedSerializer.type(settings.layout());
  }
}
