package io.alcedo.retraining;

import io.alcedo.jobs.SourceSettings;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.ingest.Incoming;
import io.alcedo.retraining.ingest.LearningDeserializer;
import io.alcedo.retraining.trigger.CommandDeserializer;
import io.alcedo.retraining.trigger.TrainingSignal;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** What the job reads from Kafka. Stateless. */
final class LearningSources {
  private LearningSources() {}

  /**
   * Adds the source of vectors, reports and outcomes.
   *
   * @param verdicts the text of the verdict table
   */
  static DataStream<Incoming> records(
      StreamExecutionEnvironment environment, AlcedoConfig config, String verdicts) {
    AlcedoConfig.Topics topics = config.topics();
    LearningDeserializer deserializer = new LearningDeserializer(config, verdicts);
    KafkaSourceBuilder<Incoming> source =
        LearningSources.<Incoming>builder(
                config, SourceSettings.client(config, config.learning().groupId()))
            .setTopics(List.of(topics.scoredFeatures(), topics.feedback(), topics.outcomes()))
            .setStartingOffsets(SourceSettings.start(config.kafka().start()))
            .setDeserializer(deserializer);
    return add(environment, source, "source", deserializer.getProducedType());
  }

  /** Adds the source of requests: those from before the job's first start are none of its own. */
  static DataStream<TrainingSignal> commands(
      StreamExecutionEnvironment environment, AlcedoConfig config) {
    CommandDeserializer deserializer = new CommandDeserializer(Framings.source(config));
    KafkaSourceBuilder<TrainingSignal> source =
        LearningSources.<TrainingSignal>builder(
                config,
                SourceSettings.atOnce(
                    SourceSettings.client(config, config.learning().groupId() + "-commands")))
            .setTopics(config.topics().modelCommands())
            .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST))
            .setDeserializer(deserializer);
    return add(environment, source, "commands", deserializer.getProducedType());
  }

  private static <T> KafkaSourceBuilder<T> builder(AlcedoConfig config, Properties client) {
    KafkaSourceBuilder<T> builder = KafkaSource.<T>builder().setProperties(client);
    return config.kafka().bounded() ? builder.setBounded(OffsetsInitializer.latest()) : builder;
  }

  private static <T> DataStream<T> add(
      StreamExecutionEnvironment environment,
      KafkaSourceBuilder<T> source,
      String id,
      TypeInformation<T> type) {
    return environment
        .fromSource(source.build(), WatermarkStrategy.noWatermarks(), id, type)
        .uid(id);
  }
}
