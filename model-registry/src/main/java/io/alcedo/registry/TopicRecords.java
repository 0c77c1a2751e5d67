package io.alcedo.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of a topic, each handed over once, from the beginning to what is its end at
 * each call. For one thread.
 */
final class TopicRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final String topic;
  private final Duration patience;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicRecords(RegistryKafka kafka, String topic) throws IOException {
    this.topic = topic;
    this.patience = kafka.patience();
    this.consumer = kafka.consumer();
    try {
      this.partitions = assign();
    } catch (IOException | RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> assign() throws IOException {
    try {
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos.isEmpty()) {
        throw new IOException(
            "The topic is there; 'alcedo topics create' makes it: topic=" + topic);
      }
      List<TopicPartition> all =
          infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      return all;
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  /**
   * Hands over what came since the last call, each partition's records in order.
   *
   * @throws IOException where Kafka does not answer in time, or what the taker throws unchecked
   */
  void catchUp(Consumer<ConsumerRecord<byte[], byte[]>> taker) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (behind(ends)) {
        consumer.poll(POLL).forEach(taker);
        if (System.nanoTime() - deadline > 0) {
          throw new IOException(
              "A topic is read within the patience: topic=" + topic + ", patience=" + patience);
        }
      }
    } catch (KafkaException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private boolean behind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private IOException unreadable(KafkaException e) {
    return new IOException("Kafka lets the topic be read: topic=" + topic + ": " + e, e);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
