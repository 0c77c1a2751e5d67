package io.alcedo.retraining;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.files.DatedSink;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** What a configuration asks of Flink for this job. Stateless. */
final class LearningEnvironment {
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  private LearningEnvironment() {}

  /** Returns Flink's settings. */
  static Configuration of(AlcedoConfig config) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, config.learning().jobName());
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.MAX_PARALLELISM, config.job().maxParallelism());
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, config.job().bufferTimeout());
    flink.set(CoreOptions.DEFAULT_PARALLELISM, config.learning().parallelism());
    restarts(config.job(), flink);
    checkpoints(config, flink);
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

  private static void checkpoints(AlcedoConfig config, Configuration flink) {
    flink.set(
        StateBackendOptions.STATE_BACKEND,
        switch (config.state().backend()) {
          case HEAP -> "hashmap";
          case ROCKSDB -> "rocksdb";
        });
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.learning().checkpointInterval());
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    flink.set(CheckpointingOptions.ENABLE_UNALIGNED, config.state().unaligned());
    String directory = config.state().checkpointDirectory();
    if (directory == null) {
      flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
    } else {
      flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, DatedSink.uri(directory));
      flink.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }
  }
}
