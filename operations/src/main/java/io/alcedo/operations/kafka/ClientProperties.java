package io.alcedo.operations.kafka;

import io.alcedo.operations.settings.AlcedoConfig;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The properties of Kafka's clients, as a configuration says them. May hold secrets. Stateless. */
public final class ClientProperties {
  private ClientProperties() {}

  /** Returns what every client is told: brokers and security. */
  public static Properties of(AlcedoConfig config) {
    Properties properties = new Properties();
    config.kafka().properties().forEach(properties::setProperty);
    properties.setProperty(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    return properties;
  }

  /** Returns the properties of a consumer of this group. */
  public static Properties consumer(AlcedoConfig config, String group) {
    Properties properties = of(config);
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
    return properties;
  }

  /** Returns the properties of a job's producers. */
  public static Properties producer(AlcedoConfig config) {
    AlcedoConfig.Sinks sinks = config.sinks();
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(
        ProducerConfig.LINGER_MS_CONFIG, Long.toString(sinks.linger().toMillis()));
    properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(sinks.batchBytes()));
    properties.setProperty(
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        sinks.compression().name().toLowerCase(Locale.ROOT));
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(sinks.transactionTimeout().toMillis()));
    properties.putAll(of(config));
    return properties;
  }
}
