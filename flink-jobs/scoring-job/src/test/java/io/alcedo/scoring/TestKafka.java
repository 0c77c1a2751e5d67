package io.alcedo.scoring;

import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.jspecify.annotations.Nullable;

/** One real broker on a free port, and what tests do with it. */
public final class TestKafka implements AutoCloseable {
  private final KafkaClusterTestKit cluster;

  private TestKafka(KafkaClusterTestKit cluster) {
    this.cluster = cluster;
  }

  /** Starts the broker. */
  public static TestKafka start() throws Exception {
    KafkaClusterTestKit cluster =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .build())
            .setConfigProp("offsets.topic.replication.factor", "1")
            .setConfigProp("transaction.state.log.replication.factor", "1")
            .setConfigProp("transaction.state.log.min.isr", "1")
            .setConfigProp("transaction.state.log.num.partitions", "1")
            .setConfigProp("offsets.topic.num.partitions", "1")
            .setConfigProp("group.initial.rebalance.delay.ms", "0")
            .build();
    cluster.format();
    cluster.startup();
    cluster.waitForReadyBrokers();
    return new TestKafka(cluster);
  }

  /** Where clients ask first. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** Makes all topics of a job, the transactions' with so many partitions. */
  public void createTopics(AlcedoConfig.Topics topics, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      NewTopics.create(
          admin,
          Stream.of(topics.inputs(), topics.outputs(), topics.models())
              .flatMap(List::stream)
              .map(
                  name ->
                      new NewTopic(
                          name, name.equals(topics.transactions()) ? partitions : 1, (short) 1))
              .toList());
    }
  }

  /** Makes one topic of one partition. */
  public void createTopic(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      NewTopics.create(admin, List.of(new NewTopic(name, 1, (short) 1)));
    }
  }

  /** Sends values in order and waits until the broker has them. */
  public void send(String topic, List<byte @Nullable []> values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      int partitions = producer.partitionsFor(topic).size();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (byte[] value : values) {
        sent.add(producer.send(new ProducerRecord<>(topic, sent.size() % partitions, null, value)));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  /** Returns the committed records that a topic holds. */
  public <T extends SpecificRecord> List<T> read(String topic, Class<T> type) throws Exception {
    RecordDecoder<T> decoder = new RecordDecoder<>(new SingleObjectFraming(), type);
    List<T> records = new ArrayList<>();
    for (byte[] value : values(topic)) {
      records.add(decoder.decode(value));
    }
    return records;
  }

  /**
   * Returns the committed values that a topic holds, as they lie there. A broker answers a commit
   * before readers see it: so it is read to the end of all that was written.
   */
  public List<byte[]> values(String topic) throws Exception {
    List<byte[]> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = ends(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (ends.entrySet().stream()
              .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
          && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(
              partitions.stream()
                  .collect(
                      Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
