package io.alcedo.local.running;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.RetrainingJob;
import io.alcedo.scoring.ScoringJob;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A job that runs in the house. */
public final class RunningJob {
  private final MiniCluster cluster;
  private final JobID id;

  private RunningJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
  }

  static RunningJob start(House house, AlcedoConfig config, @Nullable String checkpoint)
      throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    ScoringJob.build(environment, config, null, new SlowModel(config.model()));
    return submit(house, environment, checkpoint, ScoringJob.leavesState(config));
  }

  static RunningJob learn(House house, AlcedoConfig config, @Nullable String checkpoint)
      throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    RetrainingJob.build(environment, config);
    return submit(house, environment, checkpoint, false);
  }

  private static RunningJob submit(
      House house,
      StreamExecutionEnvironment environment,
      @Nullable String checkpoint,
      boolean leavesState)
      throws Exception {
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    if (checkpoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(checkpoint, leavesState));
    }
    MiniCluster cluster = house.flink().cluster();
    cluster.submitJob(graph).get();
    RunningJob job = new RunningJob(cluster, graph.getJobID());
    job.awaitRunning();
    return job;
  }

  /** Returns the job's id. */
  public String id() {
    return id.toHexString();
  }

  /** Returns the address of Flink's own pages. */
  public URI restAddress() throws Exception {
    return cluster.getRestAddress().get();
  }

  /** Waits until every task runs. */
  public void awaitRunning() throws Exception {
    Await.until("every task runs", this::isRunning);
  }

  private boolean isRunning() throws Exception {
    JobStatus status = cluster.getJobStatus(id).get();
    if (status.isGloballyTerminalState()) {
      throw new AssertionError("The job goes on: status=" + status, failure());
    }
    return status == JobStatus.RUNNING
        && StreamSupport.stream(
                cluster.getExecutionGraph(id).get().getAllExecutionVertices().spliterator(), false)
            .map(AccessExecutionVertex::getExecutionState)
            .allMatch(state -> state == ExecutionState.RUNNING);
  }

  private @Nullable Throwable failure() throws Exception {
    var info = cluster.getExecutionGraph(id).get().getFailureInfo();
    return info == null ? null : info.getException();
  }

  /** Returns how often the job has been started anew, by Flink's own count of attempts. */
  public int attempts() throws Exception {
    int attempts = 0;
    for (AccessExecutionVertex vertex :
        cluster.getExecutionGraph(id).get().getAllExecutionVertices()) {
      attempts = Math.max(attempts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return attempts;
  }

  /** Takes a checkpoint now and returns where it is. */
  public String checkpoint() throws Exception {
    return cluster.triggerCheckpoint(id).get();
  }

  /** Ends the job at once, as a crash of all would: what came after a checkpoint is forgotten. */
  public void cancel() throws Exception {
    cluster.cancelJob(id).get();
    cluster.requestJobResult(id).get();
  }

  /** Returns the bytes of records in flight that a checkpoint holds. */
  public static long inFlightBytes(String checkpoint) throws IOException {
    Path metadata = Path.of(URI.create(checkpoint)).resolve("_metadata");
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      CheckpointMetadata read =
          Checkpoints.loadCheckpointMetadata(
              in, RunningJob.class.getClassLoader(), metadata.toString());
      return read.getOperatorStates().stream()
          .flatMap(operator -> operator.getStates().stream())
          .mapToLong(RunningJob::inFlightBytes)
          .sum();
    }
  }

  private static long inFlightBytes(OperatorSubtaskState state) {
    return state.getInputChannelState().stream().mapToLong(StateObject::getStateSize).sum()
        + state.getResultSubpartitionState().stream().mapToLong(StateObject::getStateSize).sum();
  }
}
