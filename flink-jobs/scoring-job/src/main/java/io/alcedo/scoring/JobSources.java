package io.alcedo.scoring;

import io.alcedo.scoring.config.ScoringConfig;
import io.alcedo.scoring.history.HistoryFile;
import io.alcedo.scoring.history.HistorySource;
import io.alcedo.scoring.hop.PlanSource;
import io.alcedo.scoring.ingest.EventDeserializer;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.InputTopics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What the job reads: transactions, labels and outcomes from Kafka, and before them, where the
 * configuration names one, the history that fills the profiles.
 */
final class JobSources {
  private final ScoringConfig config;
  private final IngestSettings ingest;
  private final InputTopics topics;

  private JobSources(ScoringConfig config, PlanSource plan) {
    this.config = config;
    this.ingest = ScoringJob.ingestSettings(config, plan);
    ScoringConfig.Topics names = config.topics();
    this.topics = new InputTopics(names.transactions(), names.labels(), names.outcomes());
  }

  /** Adds the source to an environment. */
  static DataStream<Ingested> attach(
      StreamExecutionEnvironment environment, ScoringConfig config, PlanSource plan) {
    JobSources sources = new JobSources(config, plan);
    KafkaSource<Ingested> live = sources.live();
    Source<Ingested, ?, ?> history = sources.history();
    TypeInformation<Ingested> type = live.getProducedType();
    if (history == null) {
      return environment
          .fromSource(live, WatermarkStrategy.noWatermarks(), "source", type)
          .uid("source");
    }
    return environment
        .fromSource(
            HybridSource.builder(history).addSource(live).build(),
            WatermarkStrategy.noWatermarks(),
            "source-with-history",
            type)
        .uid("source-with-history");
  }

  private KafkaSource<Ingested> live() {
    KafkaSourceBuilder<Ingested> builder =
        kafka(topics.all(), new EventDeserializer(ingest, topics, false))
            .setStartingOffsets(start(config.kafka().start()));
    if (config.kafka().bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  private @Nullable Source<Ingested, ?, ?> history() {
    ScoringConfig.Bootstrap bootstrap = config.bootstrap();
    String file = bootstrap.file();
    String topic = bootstrap.topic();
    if (file != null) {
      return new HistorySource(new HistoryFile(file, bootstrap.mapping()), ingest, true);
    }
    if (topic == null) {
      return null;
    }
    InputTopics asTransactions = new InputTopics(topic, topics.labels(), topics.outcomes());
    return kafka(List.of(topic), new EventDeserializer(ingest.withAnyTime(), asTransactions, true))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest())
        .build();
  }

  private KafkaSourceBuilder<Ingested> kafka(List<String> names, EventDeserializer deserializer) {
    return KafkaSource.<Ingested>builder()
        .setBootstrapServers(config.kafka().bootstrapServers())
        .setGroupId(config.kafka().groupId())
        .setClientIdPrefix(config.kafka().groupId())
        .setTopics(names)
        .setProperties(properties(config.kafka()))
        .setDeserializer(deserializer);
  }

  private static OffsetsInitializer start(ScoringConfig.StartPosition position) {
    return switch (position) {
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
    };
  }

  private static Properties properties(ScoringConfig.Kafka kafka) {
    Properties properties = new Properties();
    Duration discovery = kafka.partitionDiscovery();
    properties.setProperty(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        Long.toString(discovery.isZero() ? -1 : discovery.toMillis()));
    kafka.properties().forEach(properties::setProperty);
    return properties;
  }
}
