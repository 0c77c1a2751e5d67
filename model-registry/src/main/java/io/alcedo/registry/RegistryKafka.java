package io.alcedo.registry;

import io.alcedo.operations.kafka.FramingSource;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How the registry reaches Kafka. Immutable and serializable; its text shows no property's value.
 *
 * @param properties of every client, the brokers among them; may hold secrets
 * @param assignments the compacted topic of assignments, of one partition
 * @param commands the topic of commands
 * @param status the topic of what hosts say
 * @param framing makes the framing of records
 * @param patience how long Kafka may take to answer
 */
public record RegistryKafka(
    Map<String, String> properties,
    String assignments,
    String commands,
    String status,
    FramingSource framing,
    Duration patience)
    implements Serializable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * A broker answers one connection in order: where it waits for records to come, the question how
   * far a topic goes waits too.
   */
  private static final int MOST_FETCH_MILLIS = 20;

  /** How long a transaction of a writer that died holds readers back. */
  private static final int MOST_OPEN_MILLIS = 10_000;

  /** Copies the properties. */
  public RegistryKafka {
    properties = Map.copyOf(properties);
  }

  /** Reaches Kafka as a configuration says. */
  public static RegistryKafka of(AlcedoConfig config) {
    Map<String, String> properties = new HashMap<>(config.kafka().properties());
    properties.put("bootstrap.servers", config.kafka().bootstrapServers());
    return new RegistryKafka(
        properties,
        config.topics().modelAssignments(),
        config.topics().modelCommands(),
        config.topics().modelStatus(),
        Framings.source(config),
        PATIENCE);
  }

  /** The same with another patience. */
  public RegistryKafka within(Duration other) {
    return new RegistryKafka(properties, assignments, commands, status, framing, other);
  }

  /** Returns a producer of transactions; who takes the same id later fences it. */
  KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    Map<String, Object> all = bounded();
    all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis());
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
    all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, MOST_OPEN_MILLIS);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns a consumer without a group, which reads what was committed. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> all = bounded();
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MOST_FETCH_MILLIS);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> bounded() {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("request.timeout.ms", millis());
    return all;
  }

  private int millis() {
    return Math.toIntExact(patience.toMillis());
  }

  /** Hands over all records that a topic holds by now, each partition's in order. */
  void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) throws IOException {
    try (TopicRecords records = new TopicRecords(this, topic)) {
      records.catchUp(taker);
    }
  }

  @Override
  public String toString() {
    return "RegistryKafka[assignments="
        + assignments
        + ", commands="
        + commands
        + ", status="
        + status
        + ", patience="
        + patience
        + "]";
  }
}
