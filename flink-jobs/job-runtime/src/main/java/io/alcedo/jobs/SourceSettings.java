package io.alcedo.jobs;

import io.alcedo.operations.kafka.ClientProperties;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.StartPosition;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** What a configuration asks of the jobs' Kafka sources. Stateless. */
public final class SourceSettings {
  private SourceSettings() {}

  /** Returns the properties of a source of this group; may hold secrets. */
  public static Properties client(AlcedoConfig config, String group) {
    Properties properties = ClientProperties.consumer(config, group);
    Duration discovery = config.kafka().partitionDiscovery();
    // What kafka.properties states holds.
    properties.putIfAbsent(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        Long.toString(discovery.isZero() ? -1 : discovery.toMillis()));
    properties.putIfAbsent(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), group);
    return properties;
  }

  /**
   * Lets a source of a topic with few records have each at once: a fetch waits for the first byte,
   * whatever {@code kafka.properties} say of fuller ones. To ask anew every few milliseconds would
   * cost the broker more than the records.
   *
   * @return the properties themselves
   */
  public static Properties atOnce(Properties client) {
    client.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
    client.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
    return client;
  }

  /** Returns where reading starts without a checkpoint. */
  public static OffsetsInitializer start(StartPosition position) {
    return switch (position) {
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
    };
  }
}
