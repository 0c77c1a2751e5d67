package io.alcedo.local.bench;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.bench.ThroughputReport.Kind;
import io.alcedo.local.bench.ThroughputReport.Round;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.kafka.TopicReader;
import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.scoring.ScoringJob;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Runs one job over all that the transactions topic holds, onto topics of its own.
 *
 * <p>The whole job is the one that {@code alcedo score} runs, with its default settings but for
 * these: it ends at the end of the topic, its clock is the events', no decision comes too late,
 * buffers between operators may take 20 ms to fill, and nothing restarts.
 */
final class RoundRunner {

  static final String KEYSET = "keyset.json";
  static final String BUNDLE = "bundle";

  private final ThroughputBench.Settings settings;
  private final Path directory;
  private final KafkaConnection connection;
  private final Admin admin;
  private final MiniCluster cluster;
  private EmptyJob.Sizes written = EmptyJob.Sizes.OF_TRANSACTION;
  private int runs;

  RoundRunner(
      ThroughputBench.Settings settings,
      Path directory,
      KafkaConnection connection,
      Admin admin,
      MiniCluster cluster) {
    this.settings = settings;
    this.directory = directory;
    this.connection = connection;
    this.admin = admin;
    this.cluster = cluster;
  }

  /**
   * Runs a job to its end. The first whole job says how large the empty one's records are to be.
   *
   * @throws CommandFailure where it fails or does not answer every transaction once
   */
  Round run(Kind kind) throws Exception {
    runs++;
    AlcedoConfig config = config();
    List<String> outputs = config.topics().outputs();
    NewTopics.create(admin, outputs.stream().map(this::stamped).toList());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    // The whole job's graph, even where it is thrown away, sets Flink up as the job asks.
    ScoringJob.build(environment, config);
    if (kind != Kind.WHOLE) {
      environment.getTransformations().clear();
      EmptyJob.build(
          environment, config, kind == Kind.EMPTY ? written : EmptyJob.Sizes.OF_TRANSACTION);
    }
    // Or the job's end would wait for one more checkpoint, seconds after its last record.
    environment.configure(
        new Configuration().set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false));
    // What earlier rounds have left would else be collected within one round or another.
    System.gc();
    JvmWork before = JvmWork.now();
    execute(environment);
    Round round = measure(kind, config, outputs, JvmWork.now().since(before));
    if (kind == Kind.WHOLE && written.equals(EmptyJob.Sizes.OF_TRANSACTION)) {
      written =
          new EmptyJob.Sizes(
              meanBytes(config.topics().riskEvents()), meanBytes(config.topics().scoredFeatures()));
    }
    admin.deleteTopics(outputs).all().get();
    return round;
  }

  private void execute(StreamExecutionEnvironment environment) throws Exception {
    JobID job = cluster.submitJob(environment.getStreamGraph()).get().getJobID();
    JobResult result = cluster.requestJobResult(job).get();
    if (!result.isSuccess()) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "the job fails: "
              + result.getSerializedThrowable().map(Throwable::getMessage).orElse("no cause"));
    }
  }

  private Round measure(Kind kind, AlcedoConfig config, List<String> outputs, JvmWork work)
      throws Exception {
    AppendSpan answers = AppendSpan.of(admin, config.topics().riskEvents());
    if (answers.records() != settings.transactions()) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "each transaction is answered once: transactions=%d, answers=%d, deadLetters=%d"
              .formatted(
                  settings.transactions(),
                  answers.records(),
                  kind == Kind.WHOLE
                      ? AppendSpan.of(admin, config.topics().deadLetters()).records()
                      : 0));
    }
    AppendSpan all = answers;
    for (String output : outputs) {
      all = all.and(AppendSpan.of(admin, output));
    }
    return Round.of(
        kind,
        settings.transactions(),
        all.lastMillis() - all.firstMillis(),
        bytesOf(Set.of(config.topics().riskEvents(), config.topics().scoredFeatures())),
        work);
  }

  /** Returns the mean of a topic's keys and values together, one of each transaction. */
  private int meanBytes(String topic) {
    LongAdder bytes = new LongAdder();
    try (TopicReader reader = TopicReader.open(connection, topic)) {
      reader.read(
          false,
          record -> {
            bytes.add(Math.max(0, record.serializedKeySize()));
            bytes.add(Math.max(0, record.serializedValueSize()));
            return true;
          });
    }
    return Math.toIntExact(Math.round((double) bytes.sum() / settings.transactions()));
  }

  private long bytesOf(Set<String> topics) throws Exception {
    long bytes = 0;
    for (Map<String, LogDirDescription> broker :
        admin.describeLogDirs(brokers()).allDescriptions().get().values()) {
      for (LogDirDescription directory : broker.values()) {
        for (Map.Entry<TopicPartition, ReplicaInfo> log : directory.replicaInfos().entrySet()) {
          bytes += topics.contains(log.getKey().topic()) ? log.getValue().size() : 0;
        }
      }
    }
    return bytes;
  }

  private List<Integer> brokers() throws Exception {
    return admin.describeCluster().nodes().get().stream().map(Node::id).toList();
  }

  private NewTopic stamped(String name) {
    return new NewTopic(name, Optional.of(settings.parallelism()), Optional.of((short) 1))
        .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
  }

  private AlcedoConfig config() throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("kafka.bootstrap_servers", connection.bootstrapServers());
    values.put("kafka.group_id", "bench-" + runs);
    values.put("kafka.start", "earliest");
    values.put("kafka.bounded", "true");
    values.put("topics.risk_events", "risk-events-" + runs);
    values.put("topics.scored_features", "scored-features-" + runs);
    values.put("topics.alerts", "alerts-" + runs);
    values.put("topics.dead_letters", "dead-letters-" + runs);
    values.put("privacy.keyset_file", directory.resolve(KEYSET).toString());
    values.put("clock.kind", "event");
    // Partitions are read at their own pace, so one may be far behind another.
    values.put("clock.max_past", "3650d");
    values.put("clock.max_future", "3650d");
    values.put("features.set", settings.featureSet());
    values.put("model.bundle", directory.resolve(BUNDLE).toString());
    values.put("model.allow_unsigned", "true"); // made by this process
    // A decision that comes late because the topic is read as fast as it goes is no failure.
    values.put("decision.deadline", "1h");
    values.put("state.checkpoint_directory", directory.resolve("checkpoints-" + runs).toString());
    values.put("metrics.port", "0");
    values.put("job.buffer_timeout", "20ms");
    values.put("job.parallelism", Integer.toString(settings.parallelism()));
    values.put("job.restart_attempts", "0");
    return AlcedoConfig.of(values);
  }
}
