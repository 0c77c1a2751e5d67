package io.alcedo.operations.settings;

/** The settings of the topics' names. */
final class TopicSettings {
  static final SettingGroup GROUP = new SettingGroup();

  static final Setting<String> TOPIC_TRANSACTIONS =
      GROUP.setting(
          "topics.transactions",
          SettingType.TEXT,
          "transactions",
          "payments",
          "The topic that transactions are read from.");

  static final Setting<String> TOPIC_OUTCOMES =
      GROUP.setting(
          "topics.outcomes",
          SettingType.TEXT,
          "outcomes",
          "payment-outcomes",
          "The topic that outcomes are read from.");

  static final Setting<String> TOPIC_LABELS =
      GROUP.setting(
          "topics.labels",
          SettingType.TEXT,
          "labels",
          "fraud-labels",
          "The topic that labels are read from.");

  static final Setting<String> TOPIC_RISK_EVENTS =
      GROUP.setting(
          "topics.risk_events",
          SettingType.TEXT,
          "risk-events",
          "scores",
          "The topic for the risk event of every transaction.");

  static final Setting<String> TOPIC_ALERTS =
      GROUP.setting(
          "topics.alerts",
          SettingType.TEXT,
          "alerts",
          "fraud-alerts",
          "The topic for alerts: REVIEW and DECLINE with their reasons.");

  static final Setting<String> TOPIC_FEATURES =
      GROUP.setting(
          "topics.scored_features",
          SettingType.TEXT,
          "scored-features",
          "vectors",
          "The topic for the vector that the model saw.");

  static final Setting<String> TOPIC_DEAD_LETTERS =
      GROUP.setting(
          "topics.dead_letters",
          SettingType.TEXT,
          "dead-letters",
          "refused",
          "The topic for what could not be read, by its coordinates.");

  static final Setting<String> TOPIC_FEEDBACK =
      GROUP.setting(
          "topics.feedback",
          SettingType.TEXT,
          "feedback",
          "verdicts",
          "The topic that verdicts are read from and 'alcedo feedback' writes to.");

  static final Setting<String> TOPIC_ASSIGNMENTS =
      GROUP.setting(
          "topics.model_assignments",
          SettingType.TEXT,
          "model-assignments",
          "fraud-model-assignments",
          "The compacted topic that says which versions of a model do what.");

  static final Setting<String> TOPIC_COMMANDS =
      GROUP.setting(
          "topics.model_commands",
          SettingType.TEXT,
          "model-commands",
          "fraud-model-commands",
          "The topic of who asked for what of a model, and why.");

  static final Setting<String> TOPIC_STATUS =
      GROUP.setting(
          "topics.model_status",
          SettingType.TEXT,
          "model-status",
          "fraud-model-status",
          "The topic of what hosts say about their models.");

  private TopicSettings() {}
}
