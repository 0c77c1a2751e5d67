package io.alcedo.retraining;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.jobs.FlinkSettings;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.operations.settings.Learning;
import io.alcedo.retraining.emit.LearningSinks;
import io.alcedo.retraining.files.DatedSink;
import io.alcedo.retraining.join.JoinSettings;
import io.alcedo.retraining.monitoring.Monitoring;
import io.alcedo.retraining.monitoring.MonitoringSettings;
import io.alcedo.retraining.training.TrainingChecks;
import io.alcedo.retraining.training.TrainingOperator;
import io.alcedo.retraining.verdict.VerdictTable;
import io.alcedo.retraining.verdict.VerdictTableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Wires the retraining job: Kafka, verdicts, labels, dated files, Kafka.
 *
 * <pre>{@code
 * RetrainingJob.run(AlcedoConfig.read(Path.of("alcedo.yaml"), Map.of()));
 * }</pre>
 */
public final class RetrainingJob {
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(100);

  private RetrainingJob() {}

  /** Runs the job that the file named by the first argument describes, until it ends. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("The job is given one file: alcedo.yaml");
    }
    run(AlcedoConfig.read(Path.of(arguments[0]), Map.of()));
  }

  /**
   * Checks what the configuration names, then runs the job until it ends.
   *
   * @throws ConfigException with all problems, before anything has started
   * @throws Exception where the job fails for good
   */
  public static void run(AlcedoConfig config) throws Exception {
    LearningChecks.require(config);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(config));
    build(environment, config);
    environment.execute(config.learning().jobName());
  }

  /**
   * Adds the whole job to an environment, and sets the environment up for it.
   *
   * @throws FeatureSetException where the feature set cannot be used
   * @throws VerdictTableException where the verdict table cannot be used
   * @throws IllegalArgumentException where no directory for the files is stated
   */
  public static void build(StreamExecutionEnvironment environment, AlcedoConfig config)
      throws FeatureSetException, VerdictTableException {
    ProcessMetrics.get().readiness().play(Readiness.Role.LEARNING);
    environment.configure(flink(config));
    environment.setParallelism(config.learning().parallelism());
    VerdictTable verdicts = VerdictTable.named(config.learning().verdicts());
    LearningPipeline pipeline =
        LearningPipeline.attach(
            LearningSources.records(environment, config, verdicts.yaml()),
            LearningSources.commands(environment, config),
            joinSettings(config),
            config.clock().kind(),
            config.training().maturity(),
            config.metrics());
    pipeline =
        pipeline.withSignals(
            Monitoring.attach(pipeline.vectors(), pipeline.judged(), monitoringSettings(config)));
    sink(pipeline.labels(), LearningSinks.labels(config), "sink-labels");
    sink(pipeline.refused(), LearningSinks.deadLetters(config), "sink-dead-letters");
    keep(pipeline, directory(config.learning()));
    if (TrainingChecks.trains(config)) {
      pipeline
          .signals()
          .transform("training", Types.VOID, TrainingOperator.of(config))
          .uid("training")
          .name("training")
          .forceNonParallel();
    }
  }

  private static Configuration flink(AlcedoConfig config) {
    Learning learning = config.learning();
    return FlinkSettings.of(
            config, learning.jobName(), learning.parallelism(), learning.checkpointInterval())
        // Nobody waits for a label within milliseconds, as for a decision.
        .set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
  }

  /** Keeps vectors, labels and outcomes as dated files below a directory. */
  static void keep(LearningPipeline pipeline, String directory) {
    sink(pipeline.vectors(), DatedSink.vectors(directory), "files-vectors");
    sink(pipeline.labels(), DatedSink.labels(directory), "files-labels");
    sink(pipeline.outcomes(), DatedSink.outcomes(directory), "files-outcomes");
  }

  /** Returns what the join is told: what the configuration says, or what the feature set needs. */
  static JoinSettings joinSettings(AlcedoConfig config) throws FeatureSetException {
    Learning learning = config.learning();
    Duration horizon = learning.labelHorizon();
    if (horizon == null) {
      horizon =
          FeatureSet.named(config.features().set()).compile().entities().stream()
              .map(EntityPlan::horizon)
              .max(Comparator.naturalOrder())
              .orElse(Duration.ZERO);
    }
    return new JoinSettings(learning.rememberFor(), learning.feedbackWait(), horizon);
  }

  /** Returns what monitoring is told. */
  static MonitoringSettings monitoringSettings(AlcedoConfig config) throws FeatureSetException {
    return new MonitoringSettings(
        FeatureSet.named(config.features().set()).compile().names(),
        config.training().maturity(),
        config.model().store());
  }

  private static String directory(Learning learning) {
    String directory = learning.directory();
    if (directory == null) {
      throw new IllegalArgumentException("learning.directory is stated");
    }
    return directory;
  }

  private static <T> void sink(DataStream<T> stream, Sink<T> sink, String id) {
    stream.sinkTo(sink).uid(id).name(id);
  }
}
