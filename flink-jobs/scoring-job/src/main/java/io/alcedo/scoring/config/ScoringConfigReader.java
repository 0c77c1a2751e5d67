package io.alcedo.scoring.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ScoringConfig} of the catalogue's values, collecting the problems of all. */
final class ScoringConfigReader {
  private final SettingValues values;
  private final List<ConfigProblem> problems;

  private ScoringConfigReader(SettingValues values, List<ConfigProblem> problems) {
    this.values = values;
    this.problems = problems;
  }

  static ScoringConfig read(
      String yaml,
      String source,
      Map<String, String> overrides,
      Function<String, @Nullable String> environment)
      throws ConfigException {
    List<ConfigProblem> problems = new ArrayList<>();
    List<ConfigEntry> entries = new ArrayList<>(ConfigFile.read(yaml, problems));
    overrides.forEach((path, text) -> override(path, text, entries));
    SettingValues values = SettingValues.of(entries, environment, problems);
    ScoringConfig config = new ScoringConfigReader(values, problems).config();
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

  private @Nullable ScoringConfig config() {
    ScoringConfig.Kafka kafka = values.section("kafka", this::kafka);
    ScoringConfig.Topics topics = values.section("topics", this::topics);
    ScoringConfig.Framing framing = values.section("framing", this::framing);
    ScoringConfig.Privacy privacy = values.section("privacy", this::privacy);
    ScoringConfig.Clock clock = values.section("clock", this::clock);
    ScoringConfig.Limits limits = values.section("limits", this::limits);
    ScoringConfig.Register register = values.section("register", this::register);
    ScoringConfig.Bootstrap bootstrap = values.section("bootstrap", this::bootstrap);
    ScoringConfig.Features features = values.section("features", this::features);
    ScoringConfig.Model model = values.section("model", this::model);
    ScoringConfig.Decision decision = values.section("decision", this::decision);
    ScoringConfig.State state = values.section("state", this::state);
    ScoringConfig.Sinks sinks = values.section("sinks", this::sinks);
    ScoringConfig.Metrics metrics = values.section("metrics", this::metrics);
    ScoringConfig.Job job = values.section("job", this::job);
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
        || state == null
        || sinks == null
        || metrics == null
        || job == null) {
      return null;
    }
    try {
      return new ScoringConfig(
          kafka, topics, framing, privacy, clock, limits, register, bootstrap, features, model,
          decision, state, sinks, metrics, job);
    } catch (IllegalArgumentException e) {
      problems.add(new ConfigProblem(0, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private ScoringConfig.Kafka kafka() {
    return new ScoringConfig.Kafka(
        values.get(StreamSettings.KAFKA_SERVERS),
        values.get(StreamSettings.KAFKA_PROPERTIES),
        values.get(StreamSettings.KAFKA_GROUP),
        values.get(StreamSettings.KAFKA_START),
        values.get(StreamSettings.KAFKA_DISCOVERY),
        values.get(StreamSettings.KAFKA_BOUNDED));
  }

  private ScoringConfig.Topics topics() {
    return new ScoringConfig.Topics(
        values.get(StreamSettings.TOPIC_TRANSACTIONS),
        values.get(StreamSettings.TOPIC_OUTCOMES),
        values.get(StreamSettings.TOPIC_LABELS),
        values.get(StreamSettings.TOPIC_RISK_EVENTS),
        values.get(StreamSettings.TOPIC_ALERTS),
        values.get(StreamSettings.TOPIC_FEATURES),
        values.get(StreamSettings.TOPIC_DEAD_LETTERS));
  }

  private ScoringConfig.Framing framing() {
    return new ScoringConfig.Framing(
        values.get(StreamSettings.FRAMING_FORMAT),
        values.find(StreamSettings.FRAMING_REGISTRY),
        values.find(StreamSettings.FRAMING_USER),
        values.find(StreamSettings.FRAMING_PASSWORD));
  }

  private ScoringConfig.Privacy privacy() {
    return new ScoringConfig.Privacy(
        values.find(StreamSettings.PRIVACY_KEYSET_FILE),
        values.find(StreamSettings.PRIVACY_KEYSET_VARIABLE),
        values.get(StreamSettings.PRIVACY_EXEMPT));
  }

  private ScoringConfig.Clock clock() {
    return new ScoringConfig.Clock(
        values.get(StreamSettings.CLOCK_KIND),
        values.get(StreamSettings.CLOCK_MAX_PAST),
        values.get(StreamSettings.CLOCK_MAX_FUTURE));
  }

  private ScoringConfig.Limits limits() {
    return new ScoringConfig.Limits(
        values.get(StreamSettings.LIMITS_RECORD),
        values.get(StreamSettings.LIMITS_AMOUNT),
        values.get(StreamSettings.LIMITS_TEXT));
  }

  private ScoringConfig.Register register() {
    return new ScoringConfig.Register(values.get(StreamSettings.REGISTER_HORIZON));
  }

  private ScoringConfig.Bootstrap bootstrap() {
    return new ScoringConfig.Bootstrap(
        values.find(StreamSettings.BOOTSTRAP_FILE),
        values.get(StreamSettings.BOOTSTRAP_MAPPING),
        values.find(StreamSettings.BOOTSTRAP_TOPIC));
  }

  private ScoringConfig.Features features() {
    return new ScoringConfig.Features(values.get(JobSettings.FEATURES_SET));
  }

  private ScoringConfig.Model model() {
    return new ScoringConfig.Model(
        values.get(JobSettings.MODEL_BUNDLE),
        values.get(JobSettings.MODEL_TARGET),
        values.get(JobSettings.MODEL_THREADS),
        values.get(JobSettings.MODEL_MAX_BATCH),
        values.get(JobSettings.MODEL_MAX_PENDING),
        values.find(JobSettings.MODEL_REVIEW_AT),
        values.find(JobSettings.MODEL_DECLINE_AT));
  }

  private ScoringConfig.Decision decision() {
    return new ScoringConfig.Decision(
        values.get(JobSettings.DECISION_DEADLINE),
        values.get(JobSettings.DECISION_APPROVE_BELOW),
        values.get(JobSettings.DECISION_CONTROL_SHARE),
        values.get(JobSettings.DECISION_POLICY),
        values.get(JobSettings.DECISION_ALERTS_OPEN));
  }

  private ScoringConfig.State state() {
    return new ScoringConfig.State(
        values.get(JobSettings.STATE_BACKEND),
        values.find(JobSettings.STATE_CHECKPOINTS),
        values.get(JobSettings.STATE_INTERVAL),
        values.get(JobSettings.STATE_UNALIGNED),
        values.get(JobSettings.STATE_TTL_SLACK));
  }

  private ScoringConfig.Sinks sinks() {
    return new ScoringConfig.Sinks(
        values.get(JobSettings.SINKS_DELIVERY),
        values.get(JobSettings.SINKS_TRANSACTION_TIMEOUT),
        values.get(JobSettings.SINKS_LINGER),
        values.get(JobSettings.SINKS_BATCH),
        values.get(JobSettings.SINKS_COMPRESSION),
        values.get(JobSettings.SINKS_FEATURES));
  }

  private ScoringConfig.Metrics metrics() {
    return new ScoringConfig.Metrics(
        values.get(JobSettings.METRICS_PORT),
        values.get(JobSettings.METRICS_BIND),
        values.get(JobSettings.METRICS_FLINK),
        values.get(JobSettings.METRICS_FLINK_PORT));
  }

  private ScoringConfig.Job job() {
    return new ScoringConfig.Job(
        values.get(JobSettings.JOB_NAME),
        values.get(JobSettings.JOB_PARALLELISM),
        values.get(JobSettings.JOB_MAX_PARALLELISM),
        values.get(JobSettings.JOB_BUFFER_TIMEOUT),
        values.get(JobSettings.JOB_RESTARTS));
  }
}
