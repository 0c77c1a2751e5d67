package io.alcedo.jobs;

import io.alcedo.operations.settings.AlcedoConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** What a configuration asks of Flink: types, checkpoints, state and restarts. Stateless. */
public final class FlinkSettings {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  private FlinkSettings() {}

  /**
   * Returns Flink's settings for one of the jobs.
   *
   * @param name the job's
   * @param parallelism the subtasks of each operator; 0 takes Flink's default
   * @param checkpointInterval zero for no checkpoints
   */
  public static Configuration of(
      AlcedoConfig config, String name, int parallelism, Duration checkpointInterval) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, name);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.MAX_PARALLELISM, config.job().maxParallelism());
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, config.job().bufferTimeout());
    if (parallelism > 0) {
      flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    }
    restarts(config.job(), flink);
    checkpoints(config.state(), checkpointInterval, flink);
    return flink;
  }

  private static void restarts(AlcedoConfig.Job job, Configuration flink) {
    if (job.restartAttempts() == 0) {
      flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      return;
    }
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_BACKOFF);
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_BACKOFF);
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, job.restartAttempts());
  }

  private static void checkpoints(
      AlcedoConfig.State state, Duration interval, Configuration flink) {
    flink.set(
        StateBackendOptions.STATE_BACKEND,
        switch (state.backend()) {
          case HEAP -> "hashmap";
          case ROCKSDB -> "rocksdb";
        });
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // Profiles on the heap change in place; a changelog would hold only those that were set again.
    flink.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, false);
    String directory = state.checkpointDirectory();
    if (directory == null) {
      flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    } else {
      flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(directory));
      flink.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }
    if (interval.isZero()) {
      return;
    }
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    flink.set(CheckpointingOptions.ENABLE_UNALIGNED, state.unaligned());
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
  }

  /** Returns a path as a URI, and a URI as it is. */
  public static String uri(String directory) {
    boolean scheme = directory.toLowerCase(Locale.ROOT).matches("[a-z][a-z0-9+.-]*:/.*");
    return scheme ? directory : Path.of(directory).toAbsolutePath().toUri().toString();
  }
}
