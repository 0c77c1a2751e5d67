package io.alcedo.operations.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a {@link AlcedoConfig} of the catalogue's values, collecting the problems of all. */
final class AlcedoConfigReader {
  private final SettingValues values;
  private final List<ConfigProblem> problems;

  private AlcedoConfigReader(SettingValues values, List<ConfigProblem> problems) {
    this.values = values;
    this.problems = problems;
  }

  static AlcedoConfig read(
      String yaml,
      String source,
      Map<String, String> overrides,
      Function<String, @Nullable String> environment)
      throws ConfigException {
    List<ConfigProblem> problems = new ArrayList<>();
    List<ConfigEntry> entries = new ArrayList<>(ConfigFile.read(yaml, problems));
    overrides.forEach((path, text) -> override(path, text, entries));
    SettingValues values = SettingValues.of(entries, environment, problems);
    AlcedoConfig config = new AlcedoConfigReader(values, problems).config();
    if (config == null || !problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(ConfigProblem::line));
      throw new ConfigException(
          source,
          problems,
          config == null ? null : new ConfigException.Sound(config, values.standIns()));
    }
    return config;
  }

  /** An empty text takes back what the file states. */
  private static void override(String path, String text, List<ConfigEntry> entries) {
    entries.removeIf(entry -> entry.path().equals(path));
    if (!text.isEmpty() || Settings.find(path) == null) {
      entries.add(new ConfigEntry(path, text, 0));
    }
  }

  private @Nullable AlcedoConfig config() {
    AlcedoConfig.Kafka kafka = values.section("kafka", this::kafka);
    AlcedoConfig.Topics topics = values.section("topics", this::topics);
    AlcedoConfig.Framing framing = values.section("framing", this::framing);
    AlcedoConfig.Privacy privacy = values.section("privacy", this::privacy);
    AlcedoConfig.Clock clock = values.section("clock", this::clock);
    AlcedoConfig.Limits limits = values.section("limits", this::limits);
    AlcedoConfig.Register register = values.section("register", this::register);
    AlcedoConfig.Bootstrap bootstrap = values.section("bootstrap", this::bootstrap);
    AlcedoConfig.Features features = values.section("features", this::features);
    AlcedoConfig.Model model = values.section("model", this::model);
    AlcedoConfig.Decision decision = values.section("decision", this::decision);
    GuardConfig guard = values.section("guard", this::guard);
    AlcedoConfig.State state = values.section("state", this::state);
    AlcedoConfig.Sinks sinks = values.section("sinks", this::sinks);
    AlcedoConfig.Metrics metrics = values.section("metrics", this::metrics);
    AlcedoConfig.Job job = values.section("job", this::job);
    Learning learning = values.section("learning", this::learning);
    Training training = values.section("learning", this::training);
    Gate gate = values.section("gate", this::gate);
    if (kafka == null
        || topics == null
        || framing == null
        || privacy == null
        || clock == null
        || limits == null
        || register == null
        || bootstrap == null
        || features == null
        || model == null
        || decision == null
        || guard == null
        || state == null
        || sinks == null
        || metrics == null
        || job == null
        || learning == null
        || training == null
        || gate == null) {
      return null;
    }
    try {
      return new AlcedoConfig(
          kafka, topics, framing, privacy, clock, limits, register, bootstrap, features, model,
          decision, guard, state, sinks, metrics, job, learning, training, gate);
    } catch (IllegalArgumentException e) {
      problems.add(new ConfigProblem(0, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private AlcedoConfig.Kafka kafka() {
    return new AlcedoConfig.Kafka(
        values.get(StreamSettings.KAFKA_SERVERS),
        values.get(StreamSettings.KAFKA_PROPERTIES),
        values.get(StreamSettings.KAFKA_GROUP),
        values.get(StreamSettings.KAFKA_START),
        values.get(StreamSettings.KAFKA_DISCOVERY),
        values.get(StreamSettings.KAFKA_BOUNDED));
  }

  private AlcedoConfig.Topics topics() {
    return new AlcedoConfig.Topics(
        values.get(TopicSettings.TOPIC_TRANSACTIONS),
        values.get(TopicSettings.TOPIC_OUTCOMES),
        values.get(TopicSettings.TOPIC_LABELS),
        values.get(TopicSettings.TOPIC_RISK_EVENTS),
        values.get(TopicSettings.TOPIC_ALERTS),
        values.get(TopicSettings.TOPIC_FEATURES),
        values.get(TopicSettings.TOPIC_DEAD_LETTERS),
        values.get(TopicSettings.TOPIC_FEEDBACK),
        values.get(TopicSettings.TOPIC_ASSIGNMENTS),
        values.get(TopicSettings.TOPIC_COMMANDS),
        values.get(TopicSettings.TOPIC_STATUS));
  }

  private AlcedoConfig.Framing framing() {
    return new AlcedoConfig.Framing(
        values.get(StreamSettings.FRAMING_FORMAT),
        values.find(StreamSettings.FRAMING_REGISTRY),
        values.find(StreamSettings.FRAMING_USER),
        values.find(StreamSettings.FRAMING_PASSWORD));
  }

  private AlcedoConfig.Privacy privacy() {
    return new AlcedoConfig.Privacy(
        values.find(StreamSettings.PRIVACY_KEYSET_FILE),
        values.find(StreamSettings.PRIVACY_KEYSET_VARIABLE),
        values.get(StreamSettings.PRIVACY_EXEMPT));
  }

  private AlcedoConfig.Clock clock() {
    return new AlcedoConfig.Clock(
        values.get(StreamSettings.CLOCK_KIND),
        values.get(StreamSettings.CLOCK_MAX_PAST),
        values.get(StreamSettings.CLOCK_MAX_FUTURE));
  }

  private AlcedoConfig.Limits limits() {
    return new AlcedoConfig.Limits(
        values.get(StreamSettings.LIMITS_RECORD),
        values.get(StreamSettings.LIMITS_AMOUNT),
        values.get(StreamSettings.LIMITS_TEXT));
  }

  private AlcedoConfig.Register register() {
    return new AlcedoConfig.Register(values.get(StreamSettings.REGISTER_HORIZON));
  }

  private AlcedoConfig.Bootstrap bootstrap() {
    return new AlcedoConfig.Bootstrap(
        values.find(StreamSettings.BOOTSTRAP_FILE),
        values.get(StreamSettings.BOOTSTRAP_MAPPING),
        values.find(StreamSettings.BOOTSTRAP_TOPIC));
  }

  private AlcedoConfig.Features features() {
    return new AlcedoConfig.Features(values.get(JobSettings.FEATURES_SET));
  }

  private AlcedoConfig.Model model() {
    return new AlcedoConfig.Model(
        values.get(JobSettings.MODEL_BUNDLE),
        values.find(JobSettings.MODEL_STORE),
        values.get(JobSettings.MODEL_TRUSTED_KEYS),
        values.get(JobSettings.MODEL_ALLOW_UNSIGNED),
        values.get(JobSettings.MODEL_TARGET),
        values.get(JobSettings.MODEL_THREADS),
        values.get(JobSettings.MODEL_MAX_BATCH),
        values.get(JobSettings.MODEL_MAX_PENDING),
        values.get(JobSettings.MODEL_SHADOW_PATIENCE),
        values.find(JobSettings.MODEL_REVIEW_AT),
        values.find(JobSettings.MODEL_DECLINE_AT));
  }

  private AlcedoConfig.Decision decision() {
    return new AlcedoConfig.Decision(
        values.get(JobSettings.DECISION_DEADLINE),
        values.get(JobSettings.DECISION_APPROVE_BELOW),
        values.get(JobSettings.DECISION_CONTROL_SHARE),
        values.get(JobSettings.DECISION_POLICY),
        values.get(JobSettings.DECISION_ALERTS_OPEN),
        values.find(JobSettings.DECISION_ALERTS_PER_DAY));
  }

  private GuardConfig guard() {
    return new GuardConfig(
        values.get(GuardSettings.PERIOD),
        values.get(GuardSettings.WINDOW),
        values.get(GuardSettings.MIN_ROWS),
        values.get(GuardSettings.MAX_ERROR_SHARE),
        values.get(GuardSettings.MAX_LATENCY),
        values.get(GuardSettings.MAX_ALERT_RATIO),
        values.get(GuardSettings.MAX_PSI));
  }

  private AlcedoConfig.State state() {
    return new AlcedoConfig.State(
        values.get(JobSettings.STATE_BACKEND),
        values.find(JobSettings.STATE_CHECKPOINTS),
        values.get(JobSettings.STATE_INTERVAL),
        values.get(JobSettings.STATE_UNALIGNED),
        values.get(JobSettings.STATE_TTL_SLACK));
  }

  private AlcedoConfig.Sinks sinks() {
    return new AlcedoConfig.Sinks(
        values.get(JobSettings.SINKS_DELIVERY),
        values.get(JobSettings.SINKS_TRANSACTION_TIMEOUT),
        values.get(JobSettings.SINKS_LINGER),
        values.get(JobSettings.SINKS_BATCH),
        values.get(JobSettings.SINKS_COMPRESSION),
        values.get(JobSettings.SINKS_FEATURES));
  }

  private AlcedoConfig.Metrics metrics() {
    return new AlcedoConfig.Metrics(
        values.get(JobSettings.METRICS_PORT),
        values.get(JobSettings.METRICS_BIND),
        values.get(JobSettings.METRICS_FLINK),
        values.get(JobSettings.METRICS_FLINK_PORT));
  }

  private AlcedoConfig.Job job() {
    return new AlcedoConfig.Job(
        values.get(JobSettings.JOB_NAME),
        values.get(JobSettings.JOB_PARALLELISM),
        values.get(JobSettings.JOB_MAX_PARALLELISM),
        values.get(JobSettings.JOB_BUFFER_TIMEOUT),
        values.get(JobSettings.JOB_RESTARTS));
  }

  private Learning learning() {
    return new Learning(
        values.get(LearningSettings.JOB_NAME),
        values.get(LearningSettings.GROUP_ID),
        values.get(LearningSettings.PARALLELISM),
        values.find(LearningSettings.DIRECTORY),
        values.get(LearningSettings.VERDICTS),
        values.get(LearningSettings.REMEMBER_FOR),
        values.get(LearningSettings.FEEDBACK_WAIT),
        values.find(LearningSettings.LABEL_HORIZON),
        values.get(LearningSettings.CHECKPOINT_INTERVAL));
  }

  private Training training() {
    return new Training(
        values.find(TrainSettings.SIGNING_KEY),
        values.get(TrainSettings.MODEL_NAME),
        values.get(TrainSettings.TRAINER),
        values.get(TrainSettings.SETTINGS),
        values.get(TrainSettings.START),
        values.get(TrainSettings.FEATURES),
        values.get(TrainSettings.HISTORY),
        values.get(TrainSettings.MATURITY),
        values.get(TrainSettings.GENUINE_WHEN),
        values.get(TrainSettings.LEAK_AUC),
        values.get(TrainSettings.SEED),
        values.get(TrainSettings.AFTER_LABELS),
        values.find(TrainSettings.EVERY),
        values.get(TrainSettings.ON_DRIFT),
        values.get(TrainSettings.PAUSE),
        values.get(TrainSettings.REQUIRE_APPROVAL));
  }

  private Gate gate() {
    return new Gate(
        values.get(GateSettings.MARGIN),
        values.get(GateSettings.SIGNIFICANCE),
        values.get(GateSettings.WINDOW),
        values.get(GateSettings.LOOKS),
        values.get(GateSettings.MIN_FRAUDS),
        values.get(GateSettings.CALIBRATION),
        values.get(GateSettings.SEGMENT_FLOOR),
        values.get(GateSettings.SEGMENT_FRAUDS),
        values.get(GateSettings.LATENCY),
        values.get(GateSettings.LATENCY_BATCH),
        values.get(GateSettings.RESAMPLES));
  }
}
