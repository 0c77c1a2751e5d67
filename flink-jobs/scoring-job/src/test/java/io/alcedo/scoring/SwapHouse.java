package io.alcedo.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.registry.Request;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.scoring.plan.FeatureSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecution;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/**
 * A broker, a cluster and a store of models in which whole jobs run while their model is swapped
 * under a steady load. The models: 1 and 2 are alike, {@code mad} calls everything fraud, {@code
 * nan} gives no score.
 */
final class SwapHouse implements AutoCloseable {
  private static final long PATIENCE_NANOS = 240_000_000_000L;

  final TestKafka kafka = TestKafka.start();
  final ModelVersion one;
  final ModelVersion two;
  final ModelVersion mad;
  final ModelVersion nan;
  final FeaturePlan plan;

  private final Path directory;
  private final MiniCluster cluster;
  private final Map<String, TopicTail<?>> tails = new HashMap<>();
  private int killed;

  SwapHouse(Path directory) throws Exception {
    this.directory = directory;
    Files.writeString(directory.resolve("features.yaml"), TestModel.FEATURES);
    KeysetSource.create(directory.resolve("keyset.json"));
    plan = FeatureSource.named(directory.resolve("features.yaml").toString()).compile();
    one = OnnxBundles.linear(store(), plan, "1", 0.01f, -8);
    two = OnnxBundles.linear(store(), plan, "2", 0.0101f, -8);
    mad = OnnxBundles.linear(store(), plan, "mad", 0, 4);
    nan = OnnxBundles.nan(store(), plan, "nan");
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(48));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(48));
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
    cluster.start();
  }

  Path store() {
    return directory.resolve("store");
  }

  AlcedoConfig config(String name, int parallelism) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap_servers", kafka.bootstrapServers());
    settings.put("kafka.group_id", name);
    settings.put("kafka.start", "earliest");
    for (String topic :
        List.of(
            "transactions",
            "outcomes",
            "labels",
            "risk_events",
            "alerts",
            "scored_features",
            "dead_letters",
            "model_assignments",
            "model_commands",
            "model_status")) {
      settings.put("topics." + topic, name + "-" + topic);
    }
    settings.put("privacy.keyset_file", directory.resolve("keyset.json").toString());
    settings.put("features.set", directory.resolve("features.yaml").toString());
    settings.put("model.bundle", store().resolve(OnnxBundles.MODEL).resolve("1").toString());
    settings.put("model.store", store().toString());
    settings.put("model.allow_unsigned", "true");
    settings.put("model.shadow_patience", "10s");
    settings.put("guard.window", "200ms");
    settings.put("guard.min_rows", "200");
    settings.put("guard.max_latency", "30s");
    settings.put("clock.kind", "event");
    settings.put("decision.deadline", "1m");
    settings.put("metrics.port", "0");
    settings.put("job.parallelism", Integer.toString(parallelism));
    settings.put("state.checkpoint_interval", "300ms");
    settings.put("state.checkpoint_directory", directory.resolve("checkpoints").toString());
    return AlcedoConfig.of(settings);
  }

  /** Starts a job from nothing or a savepoint. */
  JobID start(AlcedoConfig config, @Nullable String savepoint) throws Exception {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    ScoringJob.build(environment, config);
    StreamGraph graph = environment.getStreamGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(savepoint, false, RecoveryClaimMode.NO_CLAIM));
    }
    JobID job = cluster.submitJob(graph).get().getJobID();
    awaitRunning(job);
    return job;
  }

  /** Ends a job with a savepoint. */
  String stop(JobID job) throws Exception {
    String savepoint =
        cluster
            .triggerSavepoint(
                job,
                directory.resolve("savepoints").toUri().toString(),
                true,
                SavepointFormatType.CANONICAL)
            .get();
    cluster.requestJobResult(job).get();
    return savepoint;
  }

  /** Takes a checkpoint now, from which the job goes on after a failure. */
  void checkpoint(JobID job) throws Exception {
    cluster.triggerCheckpoint(job).get();
  }

  void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get();
    cluster.requestJobResult(job).get();
  }

  /** Ends the one task manager without a word, and waits until the job runs whole on another. */
  void killTaskManager(JobID job) throws Exception {
    int attempt = attempts(job).mapToInt(AccessExecution::getAttemptNumber).max().orElseThrow();
    cluster.terminateTaskManager(killed).get();
    cluster.startTaskManager();
    killed++;
    await(
        () ->
            attempts(job)
                .allMatch(
                    task ->
                        task.getAttemptNumber() > attempt
                            && task.getState() == ExecutionState.RUNNING));
  }

  private Stream<AccessExecution> attempts(JobID job) throws Exception {
    AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
    return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
        .map(AccessExecutionVertex::getCurrentExecutionAttempt);
  }

  private void awaitRunning(JobID job) throws Exception {
    await(
        () -> {
          JobStatus status = cluster.getJobStatus(job).get();
          if (status.isGloballyTerminalState()) {
            cluster.requestJobResult(job).get().toJobExecutionResult(getClass().getClassLoader());
          }
          return status == JobStatus.RUNNING;
        });
  }

  Assignment change(AlcedoConfig config, Change change) throws Exception {
    return log(config).change(OnnxBundles.MODEL, change, new Request("test", "on purpose"));
  }

  AssignmentLog log(AlcedoConfig config) {
    return new AssignmentLog(RegistryKafka.of(config), InstantSource.system());
  }

  /** Returns all risk events so far; what was read before is not read again. */
  List<RiskEvent> events(AlcedoConfig config) throws Exception {
    return tail(config.topics().riskEvents(), RiskEvent.class);
  }

  List<ModelStatus> statuses(AlcedoConfig config) throws Exception {
    return tail(config.topics().modelStatus(), ModelStatus.class);
  }

  @SuppressWarnings("unchecked") // One topic has one type.
  private <T extends SpecificRecord> List<T> tail(String topic, Class<T> type) throws Exception {
    return ((TopicTail<T>) tails.computeIfAbsent(topic, name -> new TopicTail<>(kafka, name, type)))
        .all();
  }

  /** Returns how many hosts have said that a version got so far by this generation or a later. */
  long said(AlcedoConfig config, ModelVersion version, ModelState state, long generation)
      throws Exception {
    return statuses(config).stream()
        .filter(status -> status.getModelVersion().equals(version.version()))
        .filter(status -> status.getState() == state && status.getGeneration() >= generation)
        .map(ModelStatus::getHost)
        .distinct()
        .count();
  }

  /** Something that holds sooner or later. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    tails.values().forEach(TopicTail::close);
    kafka.close();
  }
}
