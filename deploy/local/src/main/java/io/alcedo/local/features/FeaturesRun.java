package io.alcedo.local.features;

import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.history.FeaturesCsv;
import io.alcedo.scoring.history.FeaturesJob;
import io.alcedo.scoring.history.FirstRejectionFails;
import io.alcedo.scoring.history.HistoryOrigin;
import io.alcedo.scoring.history.HistorySource;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.JobClock;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.stage.FeatureStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * One bounded run over a file, on a Flink cluster that lives as long as the run. The pseudonyms in
 * it come from the keyset that is given and go with the run. Features may depend on it: beyond the
 * events that are kept one by one, different tokens are estimated by their hashes.
 */
public final class FeaturesRun {
  private static final long LOOK_MILLIS = 250;

  /** How long an id is remembered and an idle profile kept: longer than a file is. */
  private static final Duration ALL_TIME = Duration.ofDays(36_500);

  private final PlanSource plan;
  private final HistoryOrigin history;
  private final Keyset keyset;
  private final int parallelism;

  /** A run that failed; the message is that of the first cause. */
  public static final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    FailedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Prepares a run.
   *
   * @param keyset makes the pseudonyms
   * @param parallelism subtasks of each operator; the results are the same for any
   */
  public FeaturesRun(PlanSource plan, HistoryOrigin history, Keyset keyset, int parallelism) {
    this.plan = plan;
    this.history = history;
    this.keyset = keyset;
    this.parallelism = parallelism;
  }

  /**
   * Writes the features of the whole file; the output is there when all rows are.
   *
   * @throws FailedException where a row cannot be used, or the run fails otherwise
   */
  void write(Path output, RunProgress progress) throws Exception {
    into(new FeaturesCsv(output, plan.compile().names()), progress);
  }

  /**
   * Hands the transactions of the whole history to a sink of one subtask, in their order, with
   * their vectors.
   *
   * @throws FailedException where a row cannot be used, or the run fails otherwise
   */
  public void into(Sink<TransactionEvent> features, RunProgress progress) throws Exception {
    try (TemporaryDirectory directory = TemporaryDirectory.create("alcedo-features");
        EmbeddedFlink flink =
            EmbeddedFlink.start(parallelism, directory.path(), new Configuration())) {
      StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
      environment.setParallelism(parallelism);
      FeaturesJob.compose(
          environment,
          new HistorySource(history, settings(directory.path()), false),
          new FeatureStage.Settings(plan, ALL_TIME, ALL_TIME),
          features,
          new FirstRejectionFails());
      MiniCluster cluster = flink.cluster();
      JobID job = cluster.submitJob(environment.getStreamGraph()).get().getJobID();
      await(cluster, job, progress);
    }
  }

  private static void await(MiniCluster cluster, JobID job, RunProgress progress) throws Exception {
    CompletableFuture<JobResult> ended = cluster.requestJobResult(job);
    JobResult result = null;
    while (result == null) {
      try {
        result = ended.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        progress.look(cluster.getExecutionGraph(job).get());
      }
    }
    Throwable thrown =
        result
            .getSerializedThrowable()
            .map(serialized -> serialized.deserializeError(FeaturesRun.class.getClassLoader()))
            .orElse(null);
    if (!result.isSuccess() || thrown != null) {
      throw new FailedException(rootMessage(thrown), thrown);
    }
  }

  private IngestSettings settings(Path directory) throws Exception {
    return new IngestSettings(
        KeysetSource.store(directory.resolve(KeysetSource.FILE_NAME), keyset),
        SingleObjectFraming::new,
        IngestLimits.DEFAULT,
        plan.signals(),
        JobClock.EVENT);
  }

  private static String rootMessage(@Nullable Throwable thrown) {
    Throwable root = thrown;
    while (root != null && root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root == null || root.getMessage() == null
        ? "The run ends with all rows written: cause=" + root
        : root.getMessage();
  }
}
