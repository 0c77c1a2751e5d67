package io.alcedo.scoring.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The job's sources over Kafka. The three input topics are read by one source, so that a history
 * can come before all of them.
 */
public final class KafkaInput {
  private final Properties client;
  private final InputTopics topics;
  private final IngestSettings settings;

  /**
   * Creates the input of a job.
   *
   * @param client properties of Kafka's clients: brokers, group, security
   * @param topics what is read
   * @param settings how it is taken in
   */
  public KafkaInput(Properties client, InputTopics topics, IngestSettings settings) {
    this.client = new Properties();
    this.client.putAll(client);
    this.topics = topics;
    this.settings = settings;
  }

  /** Returns the source of the live stream, which starts here where no checkpoint says else. */
  public KafkaSource<Ingested> live(OffsetsInitializer start) {
    return builder(topics, false).setStartingOffsets(start).build();
  }

  /** Returns the source of the live stream that ends where the topics end at its start. */
  public KafkaSource<Ingested> liveToTheEnd(OffsetsInitializer start) {
    return builder(topics, false)
        .setStartingOffsets(start)
        .setBounded(OffsetsInitializer.latest())
        .build();
  }

  /** Returns a source that first reads the history whole, and then the live stream. */
  public static Source<Ingested, ?, ?> after(
      Source<Ingested, ?, ?> history, KafkaSource<Ingested> live) {
    return HybridSource.builder(history).addSource(live).build();
  }

  /**
   * Returns a source that first reads a topic of past transactions, and all labels and outcomes, to
   * where they end now, updating profiles only; then the live stream. A topic that is read in both
   * parts goes on live at exactly the record where its history ended, so none is lost or read
   * twice.
   *
   * @param topic the topic of past transactions; it may be the live one
   * @param start where live topics start that are no part of the history
   * @param toTheEnd whether the live stream ends where the topics end at its start
   * @throws ExecutionException where the brokers do not answer or lack a topic
   */
  public Source<Ingested, ?, ?> afterTopic(String topic, OffsetsInitializer start, boolean toTheEnd)
      throws ExecutionException, InterruptedException {
    InputTopics past = new InputTopics(topic, topics.labels(), topics.outcomes());
    Map<TopicPartition, Long> ends = ends(past.all());
    KafkaSource<Ingested> history =
        builder(past, true)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(new KnownOffsets(ends, OffsetsInitializer.latest()))
            .build();
    OffsetsInitializer known = new KnownOffsets(ends, start);
    return after(history, toTheEnd ? liveToTheEnd(known) : live(known));
  }

  private KafkaSourceBuilder<Ingested> builder(InputTopics read, boolean history) {
    return KafkaSource.<Ingested>builder()
        .setProperties(client)
        .setTopics(read.all())
        .setDeserializer(new EventDeserializer(settings, read, history));
  }

  private Map<TopicPartition, Long> ends(List<String> names)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      Map<TopicPartition, OffsetSpec> asked =
          admin.describeTopics(names).allTopicNames().get().values().stream()
              .flatMap(KafkaInput::partitions)
              .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    }
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }
}
