package io.alcedo.local.demo;

import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.topics.TopicProvisioner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The broker and the cluster of one demo. */
final class DemoCluster implements AutoCloseable {
  private static final long CANCEL_SECONDS = 20;

  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;
  private final int partitions;
  private @Nullable JobID job;

  private DemoCluster(EmbeddedKafka kafka, EmbeddedFlink flink, int partitions) {
    this.kafka = kafka;
    this.flink = flink;
    this.partitions = partitions;
  }

  /**
   * Starts broker and cluster and creates the topics, with a partition for each slot: more would
   * only make batches smaller.
   */
  static DemoCluster start(Path directory, int slots) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    try (Admin admin = KafkaConnection.to(kafka.bootstrapServers()).admin()) {
      new TopicProvisioner(admin).create(slots, (short) 1);
      Path temporary = Files.createDirectories(directory.resolve("flink"));
      return new DemoCluster(
          kafka, EmbeddedFlink.start(slots, temporary, new Configuration()), slots);
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

  /** Submits the job that an environment describes. */
  void submit(StreamExecutionEnvironment environment) throws Exception {
    job = flink.cluster().submitJob(environment.getStreamGraph()).get().getJobID();
  }

  /**
   * Does nothing while the job is starting or running.
   *
   * @throws IllegalStateException with its cause where the job has failed or ended
   */
  void checkJob() throws Exception {
    JobID id = job;
    if (id == null) {
      return;
    }
    JobStatus status = flink.cluster().getJobStatus(id).get();
    if (status.isTerminalState()) {
      JobResult result = flink.cluster().requestJobResult(id).get();
      throw new IllegalStateException(
          "The scoring job runs until the demo ends: status=" + status,
          result.getSerializedThrowable().map(Throwable.class::cast).orElse(null));
    }
  }

  @Override
  public void close() throws Exception {
    JobID id = job;
    try {
      if (id != null && !flink.cluster().getJobStatus(id).get().isTerminalState()) {
        flink.cluster().cancelJob(id).get(CANCEL_SECONDS, TimeUnit.SECONDS);
        flink.cluster().requestJobResult(id).get(CANCEL_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      flink.close();
      kafka.close();
    }
  }
}
