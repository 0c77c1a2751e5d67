package io.alcedo.scoring;

import io.alcedo.jobs.SourceSettings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.scoring.assignment.AssignmentSource;
import io.alcedo.scoring.history.HistoryFile;
import io.alcedo.scoring.history.HistoryOrigin;
import io.alcedo.scoring.history.HistorySource;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.InputTopics;
import io.alcedo.scoring.ingest.KafkaInput;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * What the job reads: transactions, labels and outcomes from Kafka, and before them, where the
 * configuration names one, the history that fills the profiles. A job with a history has another
 * source, whose state is its own, than one without.
 */
final class JobSources {
  private JobSources() {}

  /**
   * Adds the source to an environment.
   *
   * @param ingest how records are taken in
   * @param history what comes before the live stream; null leaves it to the configuration
   * @throws ExecutionException where the brokers do not say how far a topic of history goes
   */
  static DataStream<Ingested> attach(
      StreamExecutionEnvironment environment,
      AlcedoConfig config,
      IngestSettings ingest,
      @Nullable HistoryOrigin history)
      throws ExecutionException, InterruptedException {
    AlcedoConfig.Topics names = config.topics();
    InputTopics topics = new InputTopics(names.transactions(), names.labels(), names.outcomes());
    KafkaInput input =
        new KafkaInput(SourceSettings.client(config, config.kafka().groupId()), topics, ingest);
    OffsetsInitializer start = SourceSettings.start(config.kafka().start());
    KafkaSource<Ingested> live =
        config.kafka().bounded() ? input.liveToTheEnd(start) : input.live(start);
    TypeInformation<Ingested> type = live.getProducedType();
    HistoryOrigin first = history == null ? file(config.bootstrap()) : history;
    String topic = config.bootstrap().topic();
    if (first != null) {
      return add(
          environment,
          KafkaInput.after(new HistorySource(first, ingest, true), live),
          "source-with-file",
          type);
    }
    return topic != null
        ? add(
            environment,
            input.afterTopic(topic, start, config.kafka().bounded()),
            "source-with-topic",
            type)
        : add(environment, live, "source", type);
  }

  /** Adds the source of assignments to an environment. */
  static DataStream<Assignment> assignments(
      StreamExecutionEnvironment environment, AlcedoConfig config) {
    KafkaSource<Assignment> source = AssignmentSource.of(config);
    return environment
        .fromSource(
            source, WatermarkStrategy.noWatermarks(), "assignments", source.getProducedType())
        .setParallelism(1)
        .uid("assignments");
  }

  private static DataStream<Ingested> add(
      StreamExecutionEnvironment environment,
      Source<Ingested, ?, ?> source,
      String id,
      TypeInformation<Ingested> type) {
    return environment.fromSource(source, WatermarkStrategy.noWatermarks(), id, type).uid(id);
  }

  private static @Nullable HistoryOrigin file(AlcedoConfig.Bootstrap bootstrap) {
    String file = bootstrap.file();
    return file == null ? null : new HistoryFile(file, bootstrap.mapping());
  }
}
