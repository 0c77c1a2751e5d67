package io.alcedo.local.bench;

import io.alcedo.local.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What a topic holds.
 *
 * @param records how many
 * @param bytes of their keys and values together
 */
record TopicLoad(long records, long bytes) {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int PATIENCE = 30;

  /** Reads a topic to its present end. */
  static TopicLoad of(KafkaConnection kafka, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long records = 0;
      long bytes = 0;
      int idle = 0;
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        long before = records;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          records++;
          bytes += Math.max(0, record.serializedKeySize());
          bytes += Math.max(0, record.serializedValueSize());
        }
        idle = records == before ? idle + 1 : 0;
        if (idle == PATIENCE) {
          throw new IllegalStateException("The broker hands out what it holds: topic=" + topic);
        }
      }
      return new TopicLoad(records, bytes);
    }
  }

  /** Returns the mean of keys and values together, 0 without records. */
  int bytesPerRecord() {
    return records == 0 ? 0 : Math.toIntExact(Math.round((double) bytes / records));
  }
}
