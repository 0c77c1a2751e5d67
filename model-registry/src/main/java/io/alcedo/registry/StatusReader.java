package io.alcedo.registry;

import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what hosts say of their models, on and on, from the oldest that the topic holds. For one
 * thread.
 */
public final class StatusReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);

  private final TopicRecords records;
  private final RecordDecoder<ModelStatus> decoder;
  private final String modelName;

  /**
   * Opens the topic.
   *
   * @param modelName the model whose statuses are given
   * @throws IOException where Kafka does not answer in time
   */
  public StatusReader(RegistryKafka kafka, String modelName) throws IOException {
    this.records = new TopicRecords(kafka, kafka.status());
    this.decoder = new RecordDecoder<>(kafka.framing().framing(), ModelStatus.class);
    this.modelName = modelName;
  }

  /**
   * Returns what hosts said since the last call, each host's statuses in order.
   *
   * @throws IOException where Kafka or the registry of schemas does not answer in time
   */
  public List<HostStatus> next() throws IOException {
    List<HostStatus> statuses = new ArrayList<>();
    records.catchUp(record -> add(record, statuses));
    return statuses;
  }

  private void add(ConsumerRecord<byte[], byte[]> record, List<HostStatus> statuses) {
    if (record.value() == null) {
      return;
    }
    try {
      HostStatus status = HostStatus.of(decoder.decode(record.value()));
      if (status.modelName().equals(modelName)) {
        statuses.add(status);
      }
    } catch (FramingException e) {
      if (e.code() == FramingException.Code.REGISTRY_UNAVAILABLE) {
        throw new UncheckedIOException(new IOException(e.getMessage(), e));
      }
      LOG.warn(
          "A record that is no status is passed over: offset={}: {}",
          record.offset(),
          e.getMessage());
    }
  }

  /** Returns the newest status of each version by host, of statuses oldest first. */
  public static Map<String, Map<String, HostStatus>> newest(List<HostStatus> statuses) {
    Map<String, Map<String, HostStatus>> byHost = new TreeMap<>();
    for (HostStatus status : statuses) {
      byHost.computeIfAbsent(status.host(), host -> new TreeMap<>()).put(status.version(), status);
    }
    return byHost;
  }

  @Override
  public void close() {
    records.close();
  }
}
