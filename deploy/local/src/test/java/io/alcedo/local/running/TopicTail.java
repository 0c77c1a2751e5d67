package io.alcedo.local.running;

import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic holds so far, from its first committed record on. One thread only. */
public final class TopicTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  TopicTail(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                16 << 20,
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what has come since, and returns all records in the order of each partition. */
  public List<ConsumerRecord<byte[], byte[]>> records() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
    return List.copyOf(records);
  }

  /** Reads what has come since, and returns all records decoded. */
  public <T extends SpecificRecord> List<T> decoded(Class<T> type) throws FramingException {
    RecordDecoder<T> decoder = new RecordDecoder<>(new SingleObjectFraming(), type);
    List<T> decoded = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records()) {
      decoded.add(decoder.decode(record.value()));
    }
    return decoded;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
