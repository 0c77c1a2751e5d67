package io.alcedo.local.kafka;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command reaches Kafka, and the clients made of them. */
public final class KafkaConnection {
  private static final int REACH_SECONDS = 10;

  @Option(
      names = {"-b", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      defaultValue = "${env:ALCEDO_BOOTSTRAP_SERVERS:-localhost:9092}",
      description =
          "Brokers to ask first, with commas between (default: $ALCEDO_BOOTSTRAP_SERVERS, else localhost:9092).")
  private String bootstrapServers = "localhost:9092";

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further properties of the Kafka clients, such as security settings.")
  private @Nullable Path propertiesFile;

  /** Makes the options; picocli fills them. */
  public KafkaConnection() {}

  /** Makes a connection to known brokers, without further properties. */
  public static KafkaConnection to(String bootstrapServers) {
    KafkaConnection connection = new KafkaConnection();
    connection.bootstrapServers = bootstrapServers;
    return connection;
  }

  /** Returns the brokers to ask first. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Returns the framing of records on the topics. */
  public Framing framing() {
    return new SingleObjectFraming();
  }

  /**
   * Returns an administration client of a cluster that has answered.
   *
   * @throws CommandFailure where no broker answers within seconds
   */
  public Admin admin() {
    Properties properties = properties();
    properties.put("default.api.timeout.ms", REACH_SECONDS * 1000);
    properties.put("request.timeout.ms", REACH_SECONDS * 1000);
    Admin admin = Admin.create(properties);
    try {
      admin.describeCluster().nodes().get(REACH_SECONDS, TimeUnit.SECONDS);
      return admin;
    } catch (ExecutionException | TimeoutException e) {
      admin.close(java.time.Duration.ZERO);
      throw new CommandFailure(
          ExitCodes.REFUSED,
          "a Kafka broker answers at the bootstrap servers; start one, or name yours with"
              + " --bootstrap-servers: bootstrapServers="
              + bootstrapServers);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCodes.FAILED, "interrupted while reaching the brokers");
    }
  }

  /** Returns a producer that neither loses nor repeats and keeps the order. */
  public KafkaProducer<byte[], byte[]> producer() {
    Properties properties = properties();
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns a consumer without a group: it reads what it is assigned and commits nothing. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = properties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Properties properties() {
    Properties properties = new Properties();
    if (propertiesFile != null) {
      try (Reader reader = Files.newBufferedReader(propertiesFile)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCodes.REFUSED, "the properties file can be read: file=" + propertiesFile);
      }
    }
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
