package io.alcedo.local.kafka;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.schema.framing.ConfluentFraming;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.RegistrySettings;
import io.alcedo.schema.framing.SchemaRegistry;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.topics.Topic;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options by which a command reaches Kafka, and the clients made of them. */
public final class KafkaConnection {
  private static final int REACH_SECONDS = 10;
  private static final int REGISTRY_SECONDS = 5;
  private static final int GATHERED_BYTES = 64 << 10;

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

  /** How Avro records are framed. */
  public enum Format {
    /** Avro's single-object encoding. */
    SINGLE_OBJECT,
    /** The wire format of schema registries. */
    CONFLUENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "--framing",
      paramLabel = "FORMAT",
      defaultValue = "single-object",
      converter = FormatConverter.class,
      completionCandidates = Formats.class,
      description =
          "How Avro records are framed: single-object (Avro's own) or confluent (the wire format of"
              + " schema registries; needs --registry). As the job's framing.format (default:"
              + " ${DEFAULT-VALUE}).")
  private Format format = Format.SINGLE_OBJECT;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "The schema registry, such as http://registry:8081; user and password are taken from"
              + " $ALCEDO_REGISTRY_USER and $ALCEDO_REGISTRY_PASSWORD where set.")
  private @Nullable URI registry;

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

  /**
   * Returns the framing of records on the topics.
   *
   * @throws CommandFailure where no usable registry is named and one is needed
   */
  public Framing framing() {
    if (format == Format.SINGLE_OBJECT) {
      return new SingleObjectFraming();
    }
    if (registry == null) {
      throw new CommandFailure(
          ExitCodes.USAGE, "--registry names the schema registry with --framing=confluent");
    }
    try {
      RegistrySettings settings =
          new RegistrySettings(
              registry,
              System.getenv("ALCEDO_REGISTRY_USER"),
              System.getenv("ALCEDO_REGISTRY_PASSWORD"),
              Duration.ofSeconds(REGISTRY_SECONDS));
      return new ConfluentFraming(
          new SchemaRegistry(settings), Topic::topicName, InstantSource.system());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCodes.USAGE, "--registry: " + e.getMessage());
    }
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
      admin.close(Duration.ZERO);
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
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns a consumer without a group: it reads what it is assigned and commits nothing. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    return consumer(Map.of());
  }

  /**
   * Returns such a consumer whose fetches wait for more than a first record: of a steady stream,
   * far fewer of them are made.
   *
   * @param most how long a record may wait
   */
  public KafkaConsumer<byte[], byte[]> gatheringConsumer(Duration most) {
    return consumer(
        Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            GATHERED_BYTES,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            Math.toIntExact(most.toMillis())));
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Integer> fetches) {
    Properties properties = properties();
    properties.putAll(fetches);
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

  /** Reads a format as the configuration writes it. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      for (Format format : Format.values()) {
        if (format.toString().equalsIgnoreCase(text)) {
          return format;
        }
      }
      throw new TypeConversionException(
          "a format is one of " + String.join(", ", new Formats()) + ": value=" + text);
    }
  }

  /** The names of the formats. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Format.values()).map(Format::toString).iterator();
    }
  }
}
