package io.alcedo.operations.settings;

import java.time.Duration;

/** The settings of how verdicts are taken in and kept. */
final class LearningSettings {
  static final SettingGroup GROUP = new SettingGroup();

  static final Setting<String> JOB_NAME =
      GROUP.setting(
          "learning.job_name",
          SettingType.TEXT,
          "alcedo-learning",
          "learning-eu",
          "The name of the retraining job in Flink.");

  static final Setting<String> GROUP_ID =
      GROUP.setting(
          "learning.group_id",
          SettingType.TEXT,
          "alcedo-learning",
          "learning-eu",
          "The consumer group of the retraining job.");

  static final Setting<Integer> PARALLELISM =
      GROUP.setting(
          "learning.parallelism",
          SettingType.INTEGER,
          "1",
          "4",
          "The subtasks of each operator of the retraining job.");

  static final Setting<String> DIRECTORY =
      GROUP.optional(
          "learning.directory",
          SettingType.PATH,
          "s3://fraud/learning",
          "Where the retraining job keeps vectors, labels and outcomes as dated files: a directory or a URI of any file system that Flink knows. 'alcedo learn' needs it.");

  static final Setting<String> VERDICTS =
      GROUP.setting(
          "learning.verdicts",
          SettingType.TEXT,
          "card-schemes",
          "verdicts.yaml",
          "The verdict table: a shipped name (card-schemes) or the path of a YAML file.");

  static final Setting<Duration> REMEMBER_FOR =
      GROUP.setting(
          "learning.remember_for",
          SettingType.DURATION,
          "180d",
          "540d",
          "How long the retraining job remembers a transaction, so that verdicts find it.");

  static final Setting<Duration> FEEDBACK_WAIT =
      GROUP.setting(
          "learning.feedback_wait",
          SettingType.DURATION,
          "7d",
          "1h",
          "How long a verdict waits for its transaction before it becomes a dead letter.");

  static final Setting<Duration> LABEL_HORIZON =
      GROUP.optional(
          "learning.label_horizon",
          SettingType.DURATION,
          "37d",
          "The age of a transaction from which a label on it is counted as too late for any feature; without it, the longest window plus delay of the feature set.");

  static final Setting<Duration> CHECKPOINT_INTERVAL =
      GROUP.setting(
          "learning.checkpoint_interval",
          SettingType.DURATION,
          "5m",
          "30s",
          "The time between checkpoints of the retraining job. Each closes the open parts of the dated files, so shorter means more and smaller files.");

  private LearningSettings() {}
}
