package io.alcedo.scoring;

import io.alcedo.features.FeatureSetException;
import io.alcedo.jobs.FlinkSettings;
import io.alcedo.model.BundleException;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetException;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.registry.Assignment;
import io.alcedo.scoring.assignment.FirstRoster;
import io.alcedo.scoring.emit.EmissionSink;
import io.alcedo.scoring.history.HistoryOrigin;
import io.alcedo.scoring.inference.BundleModelSource;
import io.alcedo.scoring.inference.ModelSource;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.JobClock;
import io.alcedo.scoring.plan.FeatureSource;
import io.alcedo.scoring.plan.PlanSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Wires the scoring job: Kafka, features, score, Kafka.
 *
 * <pre>{@code
 * ScoringJob.run(AlcedoConfig.read(Path.of("alcedo.yaml"), Map.of()));
 * }</pre>
 */
public final class ScoringJob {
  private ScoringJob() {}

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
    StartChecks.require(config);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(config));
    build(environment, config);
    environment.execute(config.job().name());
  }

  /**
   * Adds the whole job to an environment, and sets the environment up for it.
   *
   * @throws FeatureSetException where the feature set cannot be used
   * @throws ExecutionException where the brokers do not say how far a topic of history goes
   * @throws BundleException where the model that is to decide cannot be run
   * @throws IOException where the brokers do not say which model that is
   */
  public static void build(StreamExecutionEnvironment environment, AlcedoConfig config)
      throws FeatureSetException,
          ExecutionException,
          InterruptedException,
          BundleException,
          IOException {
    build(environment, config, null);
  }

  /**
   * Adds the whole job with a history that the configuration cannot name.
   *
   * @param history fills the profiles before the live stream; null leaves it to the configuration
   * @throws FeatureSetException where the feature set cannot be used
   * @throws ExecutionException where the brokers do not say how far a topic of history goes
   * @throws BundleException where the model that is to decide cannot be run
   * @throws IOException where the brokers do not say which model that is
   */
  public static void build(
      StreamExecutionEnvironment environment, AlcedoConfig config, @Nullable HistoryOrigin history)
      throws FeatureSetException,
          ExecutionException,
          InterruptedException,
          BundleException,
          IOException {
    build(environment, config, history, new BundleModelSource(config.model()));
  }

  /**
   * Adds the whole job with a history and models that do not come from the configuration.
   *
   * @param history what fills the profiles first; null takes what the configuration says
   * @param models where the models of assignments come from
   * @throws FeatureSetException where the feature set cannot be used
   * @throws ExecutionException where the brokers do not say how far a topic of history goes
   * @throws BundleException where the model that is to decide cannot be run
   * @throws IOException where the brokers do not say which model that is
   */
  public static void build(
      StreamExecutionEnvironment environment,
      AlcedoConfig config,
      @Nullable HistoryOrigin history,
      ModelSource models)
      throws FeatureSetException,
          ExecutionException,
          InterruptedException,
          BundleException,
          IOException {
    ProcessMetrics.get().readiness().play(Readiness.Role.SCORING);
    environment.configure(flink(config));
    if (config.job().parallelism() > 0) {
      environment.setParallelism(config.job().parallelism());
    }
    PlanSource plan = FeatureSource.named(config.features().set());
    IngestSettings ingest = ingestSettings(config, plan);
    DataStream<Ingested> source = JobSources.attach(environment, config, ingest, history);
    DataStream<Assignment> assignments = JobSources.assignments(environment, config);
    ScoringPipeline pipeline =
        ScoringPipeline.attach(
            source,
            assignments,
            config,
            plan,
            ingest.rotation(),
            models,
            FirstRoster.read(config, plan));
    pipeline
        .decisions()
        .sinkTo(EmissionSink.kafka(config, "decisions"))
        .uid("sink-decisions")
        .name("sink-decisions");
    pipeline
        .notices()
        .sinkTo(EmissionSink.kafka(config, "notices"))
        .uid("sink-notices")
        .name("sink-notices");
  }

  /**
   * Returns what ingest is told by a configuration, and by the keyset that it names of a change of
   * the key.
   */
  public static IngestSettings ingestSettings(AlcedoConfig config, PlanSource plan) {
    return new IngestSettings(
        keyset(config.privacy()),
        Framings.source(config),
        new IngestLimits(
            config.clock().maxPast(),
            config.clock().maxFuture(),
            config.limits().maxAmountMinor(),
            config.limits().maxRecordBytes(),
            config.limits().maxTextLength(),
            Set.copyOf(config.privacy().exemptFields())),
        plan.signals(),
        switch (config.clock().kind()) {
          case WALL -> JobClock.WALL;
          case EVENT -> JobClock.EVENT;
        },
        rotation(config.privacy()));
  }

  private static Configuration flink(AlcedoConfig config) {
    AlcedoConfig.Job job = config.job();
    return FlinkSettings.of(
        config, job.name(), job.parallelism(), config.state().checkpointInterval());
  }

  /**
   * Returns whether a job of this configuration goes on from a checkpoint without some of its
   * state: the profiles of a key that is gone.
   */
  public static boolean leavesState(AlcedoConfig config) {
    KeyRotation rotation = rotation(config.privacy());
    return rotation != null && !rotation.running();
  }

  /** Returns the last change of the pseudonyms' key, or null where there was none. */
  public static @Nullable KeyRotation rotation(AlcedoConfig.Privacy privacy) {
    try {
      return keyset(privacy).load().rotation();
    } catch (KeysetException e) {
      throw new IllegalStateException("A job starts with a keyset that can be used", e);
    }
  }

  static KeysetSource keyset(AlcedoConfig.Privacy privacy) {
    String file = privacy.keysetFile();
    String variable = privacy.keysetVariable();
    return file != null
        ? KeysetSource.file(Path.of(file))
        : KeysetSource.environment(String.valueOf(variable));
  }
}
