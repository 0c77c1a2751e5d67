package io.alcedo.operations.settings;

import static io.alcedo.operations.settings.SettingType.choice;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings of what flows through the job: Kafka, topics, framing, privacy, times, limits and
 * history.
 */
final class StreamSettings {
  static final SettingGroup GROUP = new SettingGroup();

  static final Setting<String> KAFKA_SERVERS =
      GROUP.required(
          "kafka.bootstrap_servers",
          SettingType.TEXT,
          "broker-1:9092,broker-2:9092",
          "The brokers to ask first, host:port with commas between.");

  static final Setting<Map<String, String>> KAFKA_PROPERTIES =
      GROUP.optional(
          "kafka.properties",
          SettingType.MAP,
          "security.protocol: SASL_SSL",
          "Further properties of the Kafka clients, such as security settings. Never shown.");

  static final Setting<String> KAFKA_GROUP =
      GROUP.setting(
          "kafka.group_id",
          SettingType.TEXT,
          "alcedo-scoring",
          "scoring-eu",
          "The consumer group under which progress is committed, and the prefix of the job's client ids.");

  static final Setting<StartPosition> KAFKA_START =
      GROUP.setting(
          "kafka.start",
          choice(StartPosition.class),
          "committed",
          "earliest",
          "Where reading starts without a checkpoint: committed (the group's offsets, the earliest where it has none), earliest or latest.");

  static final Setting<Duration> KAFKA_DISCOVERY =
      GROUP.setting(
          "kafka.partition_discovery",
          SettingType.DURATION,
          "1m",
          "10s",
          "How often new partitions are looked for; 0s means never.");

  static final Setting<Boolean> KAFKA_BOUNDED =
      GROUP.setting(
          "kafka.bounded",
          SettingType.FLAG,
          "false",
          "true",
          "Whether the job ends when it has read what the topics held when it started.");

  static final Setting<FramingFormat> FRAMING_FORMAT =
      GROUP.setting(
          "framing.format",
          choice(FramingFormat.class),
          "single-object",
          "confluent",
          "How Avro records are framed on every topic: single-object (Avro's own) or confluent (the wire format of schema registries).");

  static final Setting<String> FRAMING_REGISTRY =
      GROUP.optional(
          "framing.registry_url",
          SettingType.TEXT,
          "http://registry:8081",
          "The schema registry; needed by the format confluent.");

  static final Setting<String> FRAMING_USER =
      GROUP.optional(
          "framing.registry_user",
          SettingType.TEXT,
          "alcedo",
          "The user by which the schema registry knows the job.");

  static final Setting<String> FRAMING_PASSWORD =
      GROUP.optional(
          "framing.registry_password",
          SettingType.TEXT,
          "${env:REGISTRY_PASSWORD}",
          "The password of registry_user. Never shown.");

  static final Setting<String> PRIVACY_KEYSET_FILE =
      GROUP.optional(
          "privacy.keyset_file",
          SettingType.PATH,
          "/etc/alcedo/keyset.json",
          "The file that holds the keyset of the pseudonyms. This or keyset_variable is needed.");

  static final Setting<String> PRIVACY_KEYSET_VARIABLE =
      GROUP.optional(
          "privacy.keyset_variable",
          SettingType.TEXT,
          "ALCEDO_KEYSET",
          "The environment variable that holds the keyset of the pseudonyms.");

  static final Setting<List<String>> PRIVACY_EXEMPT =
      GROUP.setting(
          "privacy.card_numbers_allowed_in",
          SettingType.LIST,
          "",
          "transactionId, merchantId",
          "Kept fields that are not searched for card numbers and e-mail addresses, because the platform's own ids look like them.");

  static final Setting<ClockKind> CLOCK_KIND =
      GROUP.setting(
          "clock.kind",
          choice(ClockKind.class),
          "wall",
          "event",
          "What a transaction's time is checked against: wall (live traffic) or event (the latest time seen; replay and demo).");

  static final Setting<Duration> CLOCK_MAX_PAST =
      GROUP.setting(
          "clock.max_past",
          SettingType.DURATION,
          "30d",
          "2d",
          "The oldest that a transaction may be on the clock.");

  static final Setting<Duration> CLOCK_MAX_FUTURE =
      GROUP.setting(
          "clock.max_future",
          SettingType.DURATION,
          "5m",
          "1m",
          "The furthest that a transaction may be ahead of the clock.");

  static final Setting<Integer> LIMITS_RECORD =
      GROUP.setting(
          "limits.max_record_size",
          SettingType.SIZE,
          "64KiB",
          "256KiB",
          "The largest record that is decoded.");

  static final Setting<Long> LIMITS_AMOUNT =
      GROUP.setting(
          "limits.max_amount",
          SettingType.LONG,
          "1_000_000_000_000",
          "5_000_000",
          "The largest plausible amount, in minor units.");

  static final Setting<Integer> LIMITS_TEXT =
      GROUP.setting(
          "limits.max_text_length",
          SettingType.INTEGER,
          "256",
          "1_000",
          "The longest text of a kept field, in characters.");

  static final Setting<Duration> REGISTER_HORIZON =
      GROUP.setting(
          "register.horizon",
          SettingType.DURATION,
          "7d",
          "30d",
          "How long a transaction id is remembered, to know duplicates and to join outcomes.");

  static final Setting<String> BOOTSTRAP_FILE =
      GROUP.optional(
          "bootstrap.file",
          SettingType.PATH,
          "history.csv.gz",
          "A CSV file, plain or gzip, whose transactions fill the profiles before the live ones.");

  static final Setting<String> BOOTSTRAP_MAPPING =
      GROUP.setting(
          "bootstrap.mapping",
          SettingType.TEXT,
          "handbook",
          "mapping.yaml",
          "How the columns of the bootstrap file are read: a shipped mapping or the path of a YAML file.");

  static final Setting<String> BOOTSTRAP_TOPIC =
      GROUP.optional(
          "bootstrap.topic",
          SettingType.TEXT,
          "transactions-history",
          "A topic of transactions that fill the profiles before the live ones.");

  private StreamSettings() {}
}
