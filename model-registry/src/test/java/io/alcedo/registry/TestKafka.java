package io.alcedo.registry;

import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** One real broker on a free port with the registry's topics, each set under names of its own. */
final class TestKafka implements AutoCloseable {
  private final KafkaClusterTestKit cluster;
  private int sets;

  private TestKafka(KafkaClusterTestKit cluster) {
    this.cluster = cluster;
  }

  static TestKafka start() throws Exception {
    KafkaClusterTestKit cluster =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .build())
            .setConfigProp("transaction.state.log.replication.factor", "1")
            .setConfigProp("transaction.state.log.min.isr", "1")
            .setConfigProp("transaction.state.log.num.partitions", "1")
            .build();
    cluster.format();
    cluster.startup();
    cluster.waitForReadyBrokers();
    return new TestKafka(cluster);
  }

  /** Makes new topics and returns how they are reached. */
  RegistryKafka newTopics() throws Exception {
    String suffix = "-" + sets++;
    RegistryKafka kafka =
        new RegistryKafka(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            "model-assignments" + suffix,
            "model-commands" + suffix,
            "model-status" + suffix,
            SingleObjectFraming::new,
            Duration.ofSeconds(60));
    try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka.properties()))) {
      NewTopics.create(
          admin,
          List.of(
              new NewTopic(kafka.assignments(), 1, (short) 1)
                  .configs(Map.of("cleanup.policy", "compact")),
              new NewTopic(kafka.commands(), 1, (short) 1),
              new NewTopic(kafka.status(), 3, (short) 1)));
    }
    return kafka;
  }

  /** Sends a value as it is. */
  void send(String topic, byte[] key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  /** Returns the values that a topic holds by now, as they were committed. */
  static List<byte[]> values(RegistryKafka kafka, String topic) throws Exception {
    List<byte[]> values = new ArrayList<>();
    kafka.read(topic, record -> values.add(record.value()));
    return values;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
