package io.alcedo.local.demo;

import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.topics.TopicProvisioner;
import io.alcedo.schema.topics.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The broker and the cluster of one demo. */
final class DemoCluster implements AutoCloseable {
  private static final long CANCEL_SECONDS = 20;

  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;
  private final int partitions;
  private final Map<String, JobID> jobs = new ConcurrentHashMap<>();

  private DemoCluster(EmbeddedKafka kafka, EmbeddedFlink flink, int partitions) {
    this.kafka = kafka;
    this.flink = flink;
    this.partitions = partitions;
  }

  /**
   * Starts broker and cluster and creates the topics, with a partition for each subtask of the
   * scoring job: more would only make batches smaller.
   *
   * <p>Verdicts are known from the time on that their topic's broker stamps them with. Here that is
   * the traffic's own clock, which runs faster than the broker's; so that topic takes the senders'
   * times.
   *
   * @param parallelism of the scoring job; there is one slot more, for the job that learns
   */
  static DemoCluster start(Path directory, int parallelism) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    try (Admin admin = KafkaConnection.to(kafka.bootstrapServers()).admin()) {
      new TopicProvisioner(admin).create(parallelism, (short) 1);
      keepSendersTimes(admin, Topic.FEEDBACK);
      Path temporary = Files.createDirectories(directory.resolve("flink"));
      EmbeddedFlink flink = EmbeddedFlink.start(parallelism + 1, temporary, new Configuration());
      return new DemoCluster(kafka, flink, parallelism);
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
  }

  KafkaConnection kafka() {
    return KafkaConnection.to(kafka.bootstrapServers());
  }

  int partitions() {
    return partitions;
  }

  /**
   * Submits the job that an environment describes. Any thread.
   *
   * @param name what to call it where it fails
   */
  void submit(String name, StreamExecutionEnvironment environment) throws Exception {
    jobs.put(name, flink.cluster().submitJob(environment.getStreamGraph()).get().getJobID());
  }

  /**
   * Does nothing while the jobs are starting or running.
   *
   * @throws IllegalStateException with its cause where one has failed or ended
   */
  void checkJobs() throws Exception {
    for (Map.Entry<String, JobID> job : jobs.entrySet()) {
      JobStatus status = flink.cluster().getJobStatus(job.getValue()).get();
      if (status.isTerminalState()) {
        JobResult result = flink.cluster().requestJobResult(job.getValue()).get();
        throw new IllegalStateException(
            "The " + job.getKey() + " job runs until the demo ends: status=" + status,
            result.getSerializedThrowable().map(Throwable.class::cast).orElse(null));
      }
    }
  }

  @Override
  public void close() throws Exception {
    try {
      for (JobID job : jobs.values()) {
        cancel(job);
      }
    } finally {
      flink.close();
      kafka.close();
    }
  }

  private void cancel(JobID job) throws Exception {
    if (!flink.cluster().getJobStatus(job).get().isTerminalState()) {
      flink.cluster().cancelJob(job).get(CANCEL_SECONDS, TimeUnit.SECONDS);
      flink.cluster().requestJobResult(job).get(CANCEL_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void keepSendersTimes(Admin admin, Topic topic) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                List.of(
                    set(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"),
                    set(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
        .all()
        .get();
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }
}
