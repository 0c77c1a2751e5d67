package io.alcedo.local.bench;

import io.alcedo.local.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What one job has appended to one topic, as the broker has it.
 *
 * @param records how many
 * @param firstMillis the broker's time of the first append; {@link Long#MAX_VALUE} without records
 * @param lastMillis the broker's time of the last append; {@link Long#MIN_VALUE} without records
 */
record AppendSpan(long records, long firstMillis, long lastMillis) {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int PATIENCE = 30;

  /** Looks at a topic whose records are stamped by the broker and which holds nothing else. */
  static AppendSpan of(KafkaConnection kafka, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      AppendSpan span = new AppendSpan(0, Long.MAX_VALUE, Long.MIN_VALUE);
      for (TopicPartition partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        if (end > 0) {
          span =
              span.and(
                  new AppendSpan(
                      end,
                      appended(consumer, partition, 0),
                      appended(consumer, partition, end - 1)));
        }
      }
      return span;
    }
  }

  /** Returns the span over both. */
  AppendSpan and(AppendSpan other) {
    return new AppendSpan(
        records + other.records,
        Math.min(firstMillis, other.firstMillis),
        Math.max(lastMillis, other.lastMillis));
  }

  private static long appended(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    for (int i = 0; i < PATIENCE; i++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        return record.timestamp();
      }
    }
    throw new IllegalStateException(
        "The broker hands out what it holds: partition=" + partition + ", offset=" + offset);
  }
}
