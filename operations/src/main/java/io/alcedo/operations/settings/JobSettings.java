package io.alcedo.operations.settings;

import static io.alcedo.operations.settings.SettingType.choice;

import java.time.Duration;
import java.util.List;

/**
 * The settings of how the job scores and runs: features, model, decisions, state, sinks and
 * metrics.
 */
final class JobSettings {
  static final SettingGroup GROUP = new SettingGroup();

  static final Setting<String> FEATURES_SET =
      GROUP.setting(
          "features.set",
          SettingType.TEXT,
          "card-payments",
          "handbook",
          "The feature set: a shipped name (card-payments, card-risk, handbook) or the path of a YAML file.");

  static final Setting<String> MODEL_BUNDLE =
      GROUP.required(
          "model.bundle",
          SettingType.PATH,
          "/var/lib/alcedo/models/card-fraud-1",
          "The directory of the model bundle that scores.");

  static final Setting<String> MODEL_STORE =
      GROUP.optional(
          "model.store",
          SettingType.PATH,
          "/var/lib/alcedo/models",
          "The directory that holds the bundles of all versions, NAME/VERSION each, as assignments name them.");

  static final Setting<List<String>> MODEL_TRUSTED_KEYS =
      GROUP.setting(
          "model.trusted_keys",
          SettingType.LIST,
          "",
          "keys/trainer.pub",
          "The files of the public keys whose signature makes a bundle trusted.");

  static final Setting<Boolean> MODEL_ALLOW_UNSIGNED =
      GROUP.setting(
          "model.allow_unsigned",
          SettingType.FLAG,
          "false",
          "true",
          "Whether bundles are taken without a trusted signature: whoever can write to their directory then decides what is fraud.");

  static final Setting<ModelTarget> MODEL_TARGET =
      GROUP.setting(
          "model.target",
          choice(ModelTarget.class),
          "cpu",
          "cuda",
          "Where the model runs: cpu or cuda.");

  static final Setting<Integer> MODEL_THREADS =
      GROUP.setting(
          "model.threads", SettingType.INTEGER, "1", "2", "The threads of one model session.");

  static final Setting<Integer> MODEL_MAX_BATCH =
      GROUP.setting(
          "model.max_batch",
          SettingType.INTEGER,
          "32",
          "256",
          "The most rows in one call of the model. Tree ensembles on the CPU gain little from more than 32; on CUDA, where 1,024 rows take as long as one, set 1024.");

  static final Setting<Integer> MODEL_MAX_PENDING =
      GROUP.setting(
          "model.max_pending",
          SettingType.INTEGER,
          "1024",
          "4096",
          "The most transactions that wait for the model in one subtask; more hold the stream back.");

  static final Setting<Duration> MODEL_SHADOW_PATIENCE =
      GROUP.setting(
          "model.shadow_patience",
          SettingType.DURATION,
          "20ms",
          "50ms",
          "How long a decision waits for scores that decide nothing before it goes out without them.");

  static final Setting<Double> MODEL_REVIEW_AT =
      GROUP.optional(
          "model.review_at",
          SettingType.REAL,
          "0.4",
          "The score from which a transaction is REVIEW, instead of the bundle's.");

  static final Setting<Double> MODEL_DECLINE_AT =
      GROUP.optional(
          "model.decline_at",
          SettingType.REAL,
          "0.9",
          "The score from which a transaction is DECLINE, instead of the bundle's.");

  static final Setting<Duration> DECISION_DEADLINE =
      GROUP.setting(
          "decision.deadline",
          SettingType.DURATION,
          "250ms",
          "80ms",
          "How long a transaction waits for the model before the fallback decides.");

  static final Setting<Long> DECISION_APPROVE_BELOW =
      GROUP.setting(
          "decision.approve_below",
          SettingType.LONG,
          "5000",
          "2500",
          "The fallback's amount in minor units of the base currency: it approves below it, and reviews from it up.");

  static final Setting<Double> DECISION_CONTROL_SHARE =
      GROUP.setting(
          "decision.control_share",
          SettingType.REAL,
          "0",
          "0.01",
          "The share of would-be declines that is let through as a control, 0 to 0.2.");

  static final Setting<String> DECISION_POLICY =
      GROUP.setting(
          "decision.policy_version",
          SettingType.TEXT,
          "default-1",
          "2026-11-eu",
          "The name of this decision policy, written on every risk event.");

  static final Setting<Integer> DECISION_ALERTS_PER_DAY =
      GROUP.optional(
          "decision.alerts_per_day",
          SettingType.INTEGER,
          "500",
          "How many alerts a day in UTC is to bring: the review threshold then follows the scores, and lifts the decline threshold where it must. Without it, thresholds stay as stated.");

  static final Setting<Duration> DECISION_ALERTS_OPEN =
      GROUP.setting(
          "decision.alerts_open_for",
          SettingType.DURATION,
          "7d",
          "30d",
          "How long an alert counts as open and is named by later alerts of its card, unless a verdict closes it sooner.");

  static final Setting<StateBackendKind> STATE_BACKEND =
      GROUP.setting(
          "state.backend",
          choice(StateBackendKind.class),
          "heap",
          "rocksdb",
          "Where profiles live: heap or rocksdb (on disk, for more keys than memory holds).");

  static final Setting<String> STATE_CHECKPOINTS =
      GROUP.optional(
          "state.checkpoint_directory",
          SettingType.PATH,
          "file:///var/lib/alcedo/checkpoints",
          "Where checkpoints are written, a directory or URI. Without one they are kept in the job manager's memory, which holds 5 MiB of each state at most, and do not outlive it.");

  static final Setting<Duration> STATE_INTERVAL =
      GROUP.setting(
          "state.checkpoint_interval",
          SettingType.DURATION,
          "10s",
          "1m",
          "The time between checkpoints; 0s takes none.");

  static final Setting<Boolean> STATE_UNALIGNED =
      GROUP.setting(
          "state.unaligned",
          SettingType.FLAG,
          "false",
          "true",
          "Whether checkpoints overtake records in flight, for short checkpoints under back-pressure.");

  static final Setting<Duration> STATE_TTL_SLACK =
      GROUP.setting(
          "state.ttl_slack",
          SettingType.DURATION,
          "1d",
          "2d",
          "How long beyond the longest window of the feature set an idle profile is kept, or up to an eighth less.");

  static final Setting<Delivery> SINKS_DELIVERY =
      GROUP.setting(
          "sinks.delivery",
          choice(Delivery.class),
          "at-least-once",
          "exactly-once",
          "at-least-once (visible within milliseconds, ids are deterministic) or exactly-once (visible at the next checkpoint).");

  static final Setting<Duration> SINKS_TRANSACTION_TIMEOUT =
      GROUP.setting(
          "sinks.transaction_timeout",
          SettingType.DURATION,
          "15m",
          "10m",
          "How long a Kafka transaction may stay open with exactly-once: longer than a checkpoint and a restart together, or data is lost.");

  static final Setting<Duration> SINKS_LINGER =
      GROUP.setting(
          "sinks.linger",
          SettingType.DURATION,
          "5ms",
          "1ms",
          "How long the producer gathers records before it sends them.");

  static final Setting<Integer> SINKS_BATCH =
      GROUP.setting(
          "sinks.batch_size",
          SettingType.SIZE,
          "128KiB",
          "256KiB",
          "The most bytes that the producer gathers for one partition.");

  static final Setting<Compression> SINKS_COMPRESSION =
      GROUP.setting(
          "sinks.compression",
          choice(Compression.class),
          "none",
          "zstd",
          "How the producer compresses what it sends; tokens and vectors compress little, so by default it does not.");

  static final Setting<Boolean> SINKS_FEATURES =
      GROUP.setting(
          "sinks.scored_features",
          SettingType.FLAG,
          "true",
          "false",
          "Whether vectors are written to the scored-features topic; retraining needs them.");

  static final Setting<PortRange> METRICS_PORT =
      GROUP.setting(
          "metrics.port",
          SettingType.PORTS,
          "9404-9419",
          "0",
          "The port of each task manager's metrics page; the first free one of a range, 0 for any.");

  static final Setting<String> METRICS_BIND =
      GROUP.setting(
          "metrics.bind_address",
          SettingType.TEXT,
          "127.0.0.1",
          "0.0.0.0",
          "The address that both metrics pages listen on. They have no authentication.");

  static final Setting<Boolean> METRICS_FLINK =
      GROUP.setting(
          "metrics.flink",
          SettingType.FLAG,
          "true",
          "false",
          "Whether alcedo score shows Flink's own metrics too (checkpoints, back-pressure, Kafka's lag), on a page of their own. A cluster of yours has its own settings for that.");

  static final Setting<PortRange> METRICS_FLINK_PORT =
      GROUP.setting(
          "metrics.flink_port",
          SettingType.PORTS,
          "9249-9268",
          "0",
          "The port of the page of Flink's own metrics; the first free one of a range, 0 for any.");

  static final Setting<String> JOB_NAME =
      GROUP.setting(
          "job.name",
          SettingType.TEXT,
          "alcedo-scoring",
          "scoring-eu",
          "The name of the job in Flink.");

  static final Setting<Integer> JOB_PARALLELISM =
      GROUP.setting(
          "job.parallelism",
          SettingType.INTEGER,
          "0",
          "4",
          "The subtasks of each operator; 0 takes Flink's own default.");

  static final Setting<Integer> JOB_MAX_PARALLELISM =
      GROUP.setting(
          "job.max_parallelism",
          SettingType.INTEGER,
          "128",
          "512",
          "The most subtasks that the state can ever be spread over. Changing it makes old state unreadable.");

  static final Setting<Duration> JOB_BUFFER_TIMEOUT =
      GROUP.setting(
          "job.buffer_timeout",
          SettingType.DURATION,
          "2ms",
          "10ms",
          "How long a network buffer waits to fill between two operators.");

  static final Setting<Integer> JOB_RESTARTS =
      GROUP.setting(
          "job.restart_attempts",
          SettingType.INTEGER,
          "1_000_000",
          "0",
          "How often the job restarts after a failure before it ends.");

  private JobSettings() {}
}
