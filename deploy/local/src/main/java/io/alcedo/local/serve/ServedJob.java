package io.alcedo.local.serve;

import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.Learning;
import io.alcedo.retraining.RetrainingJob;
import io.alcedo.scoring.ScoringJob;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that a command runs in its own process.
 *
 * @param role what it does, which says what it needs to be ready
 * @param name its name in Flink
 * @param group its consumer group; name and group together tell whose checkpoints are whose
 * @param parallelism the subtasks of each operator
 * @param metrics where its metrics are shown
 * @param leavesState whether it goes on from a checkpoint without some of its state
 * @param building adds it to an environment
 */
record ServedJob(
    Readiness.Role role,
    String name,
    String group,
    int parallelism,
    AlcedoConfig.Metrics metrics,
    boolean leavesState,
    Building building) {
  /** Adds a job to an environment, and sets the environment up for it. */
  @FunctionalInterface
  interface Building {
    void build(StreamExecutionEnvironment environment) throws Exception;
  }

  /** Returns the scoring job that a configuration describes. */
  static ServedJob scoring(AlcedoConfig config) {
    AlcedoConfig.Job job = config.job();
    return new ServedJob(
        Readiness.Role.SCORING,
        job.name(),
        config.kafka().groupId(),
        job.parallelism() > 0 ? job.parallelism() : Runtime.getRuntime().availableProcessors(),
        config.metrics(),
        ScoringJob.leavesState(config),
        environment -> ScoringJob.build(environment, config));
  }

  /** Returns the retraining job that a configuration describes. */
  static ServedJob learning(AlcedoConfig config) {
    Learning learning = config.learning();
    return new ServedJob(
        Readiness.Role.LEARNING,
        learning.jobName(),
        learning.groupId(),
        learning.parallelism(),
        config.metrics(),
        false,
        environment -> RetrainingJob.build(environment, config));
  }
}
