package io.alcedo.registry;

import io.alcedo.schema.ModelAssignment;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of assignments, read on and on. A record that is no assignment is passed over, so that
 * hosts go on with the one before; but nobody writes after it, as long as it is a model's newest.
 * For one thread.
 */
final class AssignmentReading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AssignmentReading.class);

  private final TopicRecords records;
  private final RecordDecoder<ModelAssignment> decoder;
  private final List<Assignment> all = new ArrayList<>();
  private final Map<String, Long> unreadable = new HashMap<>(); // by key, its offset

  AssignmentReading(RegistryKafka kafka, Framing framing) throws IOException {
    this.records = new TopicRecords(kafka, kafka.assignments());
    this.decoder = new RecordDecoder<>(framing, ModelAssignment.class);
  }

  /**
   * Returns every assignment that the log holds by now, oldest first.
   *
   * @throws IOException where Kafka or the registry of schemas does not answer
   */
  List<Assignment> all() throws IOException {
    records.catchUp(this::take);
    return all;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    unreadable.remove(key);
    if (record.value() == null) {
      return;
    }
    try {
      all.add(Assignment.of(decoder.decode(record.value())));
    } catch (FramingException e) {
      if (e.code() == FramingException.Code.REGISTRY_UNAVAILABLE) {
        throw new UncheckedIOException(new IOException(e.getMessage(), e));
      }
      passOver(key, record.offset(), e);
    } catch (IllegalArgumentException e) {
      passOver(key, record.offset(), e);
    }
  }

  private void passOver(String key, long offset, Exception why) {
    unreadable.put(key, offset);
    LOG.warn(
        "A record that is no assignment is passed over: model={}, offset={}: {}",
        key,
        offset,
        why.getMessage());
  }

  /**
   * Does nothing unless a model's newest record is no assignment: who cannot read it, as with
   * another framing, must not replace it. A record without value after it lifts that.
   *
   * @throws IOException naming the record
   */
  void requireReadable(String modelName) throws IOException {
    Long offset = unreadable.get(modelName);
    if (offset != null) {
      throw new IOException(
          "A model's newest record can be read; is framing.format the one of those who wrote it?"
              + " model="
              + modelName
              + ", offset="
              + offset);
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
