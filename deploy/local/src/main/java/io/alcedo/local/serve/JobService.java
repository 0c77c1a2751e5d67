package io.alcedo.local.serve;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.scoring.metrics.FlinkReporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job on a Flink cluster of its own in this process. It goes on from the newest checkpoint that
 * an earlier run of the same job (its name and its consumer group) has left in {@code
 * state.checkpoint_directory}, and takes a last one before it stops, so that what is read twice is
 * little. Thread-safe.
 */
final class JobService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobService.class);
  private static final long CHECKPOINT_SECONDS = 10;
  private static final long CANCEL_SECONDS = 20;

  private final TemporaryDirectory directory;
  private final EmbeddedFlink flink;
  private final JobID job;
  private final boolean retains;
  private final @Nullable RetainedCheckpoint origin;
  private final int flinkMetricsPort;
  private boolean closed;

  private JobService(
      TemporaryDirectory directory,
      EmbeddedFlink flink,
      JobID job,
      boolean retains,
      @Nullable RetainedCheckpoint origin,
      int flinkMetricsPort) {
    this.directory = directory;
    this.flink = flink;
    this.job = job;
    this.retains = retains;
    this.origin = origin;
    this.flinkMetricsPort = flinkMetricsPort;
  }

  /**
   * Starts a job whose configuration was checked.
   *
   * @throws CommandFailure where its checkpoints cannot be read or no port is free
   */
  static JobService start(ServedJob served) throws Exception {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    environment.setParallelism(served.parallelism());
    served.building().build(environment);
    StreamGraph graph = environment.getStreamGraph();
    JobID job = id(served);
    graph.setJobId(job);
    String checkpoints =
        environment
            .getConfiguration()
            .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
            .orElse(null);
    RetainedCheckpoint origin = checkpoints == null ? null : newest(checkpoints, job).orElse(null);
    if (origin != null) {
      if (served.leavesState()) {
        requireNothingInFlight(origin, graph);
      }
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              origin.path(), served.leavesState(), RecoveryClaimMode.CLAIM));
    }
    TemporaryDirectory directory = TemporaryDirectory.create("alcedo-flink");
    try {
      Configuration settings = FlinkReporter.settings(served.metrics());
      EmbeddedFlink flink = cluster(served, directory, settings);
      JobService service =
          new JobService(
              directory, flink, job, checkpoints != null, origin, FlinkReporter.port(settings));
      flink.cluster().submitJob(graph).get();
      return service;
    } catch (Exception e) {
      directory.close();
      throw e;
    }
  }

  /** Returns the checkpoint that the job goes on from, or null where it starts anew. */
  @Nullable RetainedCheckpoint origin() {
    return origin;
  }

  /** Returns the port of the page of Flink's own metrics, or 0 where they are not wanted. */
  int flinkMetricsPort() {
    return flinkMetricsPort;
  }

  /** Returns what completes when the job ends: of itself, by a failure or by {@link #close()}. */
  CompletableFuture<JobResult> ended() {
    return flink.cluster().requestJobResult(job);
  }

  /** Takes a last checkpoint where they outlive the process, cancels the job and ends all. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stop(flink.cluster());
    } catch (Exception e) {
      LOG.warn("The job did not stop in time", e);
    }
    try {
      flink.close();
    } catch (Exception e) {
      LOG.warn("The cluster did not stop", e);
    }
    directory.close();
  }

  private void stop(MiniCluster cluster) throws Exception {
    JobStatus status = cluster.getJobStatus(job).get(CANCEL_SECONDS, TimeUnit.SECONDS);
    if (status.isGloballyTerminalState()) {
      return;
    }
    if (retains && status == JobStatus.RUNNING) {
      try {
        cluster
            .triggerCheckpoint(job, CheckpointType.CONFIGURED)
            .get(CHECKPOINT_SECONDS, TimeUnit.SECONDS);
      } catch (Exception e) {
        LOG.warn("No last checkpoint was taken: the next run goes on from an earlier one", e);
      }
    }
    cluster.cancelJob(job).get(CANCEL_SECONDS, TimeUnit.SECONDS);
    cluster.requestJobResult(job).get(CANCEL_SECONDS, TimeUnit.SECONDS);
  }

  private static EmbeddedFlink cluster(
      ServedJob served, TemporaryDirectory directory, Configuration settings) throws Exception {
    EmbeddedFlink flink = EmbeddedFlink.start(served.parallelism(), directory.path(), settings);
    if (served.metrics().flink() && FlinkReporter.port(settings) == 0) {
      flink.close();
      throw new CommandFailure(
          ExitCodes.REFUSED,
          "metrics.flink_port: a port is free on "
              + served.metrics().bindAddress()
              + ": value="
              + served.metrics().flinkPort());
    }
    return flink;
  }

  private static void requireNothingInFlight(RetainedCheckpoint origin, StreamGraph graph)
      throws IOException {
    Set<String> lost = LeftBehind.inFlight(origin, graph);
    if (!lost.isEmpty()) {
      throw new CommandFailure(
          ExitCodes.REFUSED,
          "A job goes on without a key's profiles from a checkpoint that holds no record on its way"
              + " to them; run it once more with the old keyset and state.unaligned=false, and stop"
              + " it: operators="
              + lost
              + ", checkpoint="
              + origin.path());
    }
  }

  /** The same for each run of a job, so that its checkpoints are found again. */
  private static JobID id(ServedJob served) {
    String text = served.name() + '\n' + served.group();
    UUID uuid = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    return new JobID(uuid.getLeastSignificantBits(), uuid.getMostSignificantBits());
  }

  private static Optional<RetainedCheckpoint> newest(String checkpoints, JobID job) {
    try {
      return RetainedCheckpoint.newest(checkpoints, job);
    } catch (IOException e) {
      LOG.error("Checkpoints cannot be read", e);
      throw new CommandFailure(
          ExitCodes.REFUSED,
          "state.checkpoint_directory can be read: value="
              + checkpoints
              + ", cause="
              + e.getMessage());
    }
  }
}
