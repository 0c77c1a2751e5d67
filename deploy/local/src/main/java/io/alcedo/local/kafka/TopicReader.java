package io.alcedo.local.kafka;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic's records, all partitions together, without a consumer group. */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private TopicReader(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * Opens a topic at its beginning.
   *
   * @throws CommandFailure where there is no such topic
   */
  public static TopicReader open(KafkaConnection kafka, String topic) {
    kafka.admin().close();
    KafkaConsumer<byte[], byte[]> consumer = kafka.consumer();
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    if (partitions.isEmpty()) {
      consumer.close();
      throw new CommandFailure(
          ExitCodes.REFUSED, "the topic is there; 'alcedo topics create' makes it: topic=" + topic);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new TopicReader(consumer, partitions);
  }

  /**
   * Goes to the last records of each partition: so many, or all where there are fewer. The marks
   * that end transactions have offsets too, so records are counted, not offsets.
   */
  public TopicReader last(long records) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> starts = new HashMap<>();
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                starts.put(
                    partition,
                    startOfLast(records, partition, beginnings.getOrDefault(partition, 0L), end)));
    consumer.assign(partitions);
    starts.forEach(consumer::seek);
    return this;
  }

  /** Looks further and further back, until there are as many records as are wanted. */
  private long startOfLast(long records, TopicPartition partition, long beginning, long end) {
    consumer.assign(List.of(partition));
    long start = end;
    for (long back = records; start > beginning && back > 0; back *= 2) {
      start = Math.max(beginning, end - back);
      consumer.seek(partition, start);
      Deque<Long> offsets = new ArrayDeque<>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          offsets.addLast(record.offset());
          if (offsets.size() > records) {
            offsets.removeFirst();
          }
        }
      }
      if (offsets.size() == records) {
        return offsets.getFirst();
      }
    }
    return start;
  }

  /** Goes to the first records that the broker appended at this time or later. */
  public TopicReader since(Instant time) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, time.toEpochMilli()));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer
        .offsetsForTimes(wanted)
        .forEach(
            (partition, found) ->
                consumer.seek(
                    partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
    return this;
  }

  /** Goes to one record. */
  public TopicReader at(int partition, long offset) {
    TopicPartition wanted = new TopicPartition(partitions.get(0).topic(), partition);
    consumer.assign(List.of(wanted));
    consumer.seek(wanted, offset);
    return this;
  }

  /**
   * Hands over records until the taker has enough or, unless it follows, until those are read that
   * the topic held at the start of the call.
   *
   * @param follow whether to wait for new records
   * @param taker returns whether it wants more
   */
  public void read(boolean follow, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (follow || behind(ends)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (!taker.test(record)) {
          return;
        }
      }
    }
  }

  /** Hands over the records that have come, waiting for some as long as this at most. */
  public void take(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    consumer.poll(patience).forEach(taker);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private boolean behind(Map<TopicPartition, Long> ends) {
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (consumer.position(end.getKey()) < end.getValue()) {
        return true;
      }
    }
    return false;
  }
}
