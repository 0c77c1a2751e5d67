package io.alcedo.operations.settings;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How verdicts are taken in and kept by the job that learns. Immutable.
 *
 * @param jobName the name of the job in Flink
 * @param groupId the consumer group under which its progress is committed
 * @param parallelism the subtasks of each operator
 * @param directory where the dated files go; null where the job is not run
 * @param verdicts the verdict table: a shipped name or a path
 * @param rememberFor how long a transaction is remembered, so that verdicts find it
 * @param feedbackWait how long a verdict waits for its transaction
 * @param labelHorizon the age from which a label is too late for any feature; null takes the
 *     longest window plus delay of the feature set
 * @param checkpointInterval the time between checkpoints, each of which closes the files' parts
 */
public record Learning(
    String jobName,
    String groupId,
    int parallelism,
    @Nullable String directory,
    String verdicts,
    Duration rememberFor,
    Duration feedbackWait,
    @Nullable Duration labelHorizon,
    Duration checkpointInterval)
    implements Serializable {
  /** Checks the times and the parallelism. */
  public Learning {
    ConfigRules.within("parallelism", parallelism, 1, 32_768);
    ConfigRules.positive("remember_for", rememberFor);
    ConfigRules.positive("feedback_wait", feedbackWait);
    ConfigRules.positive("checkpoint_interval", checkpointInterval);
    if (feedbackWait.compareTo(rememberFor) > 0) {
      throw new IllegalArgumentException(
          "feedback_wait <= remember_for: feedback_wait="
              + feedbackWait
              + ", remember_for="
              + rememberFor);
    }
    if (labelHorizon != null) {
      ConfigRules.positive("label_horizon", labelHorizon);
    }
  }

  /** Returns the topics that the job reads. */
  public static List<String> inputs(AlcedoConfig.Topics topics) {
    return List.of(
        topics.scoredFeatures(), topics.feedback(), topics.outcomes(), topics.modelCommands());
  }

  /** Returns the topics that the job writes. */
  public static List<String> outputs(AlcedoConfig.Topics topics) {
    return List.of(topics.labels(), topics.deadLetters());
  }
}
