package io.alcedo.operations.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlcedoConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "kafka.bootstrap_servers", "localhost:9092",
          "model.bundle", "bundle",
          "privacy.keyset_file", "keyset.json");

  @Test
  void hasADefaultForWhatItReadsAndHowFar() throws Exception {
    AlcedoConfig config = AlcedoConfig.of(LEAST);

    assertThat(config.kafka())
        .isEqualTo(
            new AlcedoConfig.Kafka(
                "localhost:9092",
                Map.of(),
                "alcedo-scoring",
                StartPosition.COMMITTED,
                Duration.ofMinutes(1),
                false));
    assertThat(config.topics())
        .isEqualTo(
            new AlcedoConfig.Topics(
                "transactions",
                "outcomes",
                "labels",
                "risk-events",
                "alerts",
                "scored-features",
                "dead-letters",
                "feedback",
                "model-assignments",
                "model-commands",
                "model-status"));
    assertThat(config.framing())
        .isEqualTo(new AlcedoConfig.Framing(FramingFormat.SINGLE_OBJECT, null, null, null));
    assertThat(config.privacy())
        .isEqualTo(new AlcedoConfig.Privacy("keyset.json", null, List.of()));
    assertThat(config.clock())
        .isEqualTo(
            new AlcedoConfig.Clock(ClockKind.WALL, Duration.ofDays(30), Duration.ofMinutes(5)));
    assertThat(config.limits())
        .isEqualTo(new AlcedoConfig.Limits(64 << 10, 1_000_000_000_000L, 256));
    assertThat(config.register()).isEqualTo(new AlcedoConfig.Register(Duration.ofDays(7)));
    assertThat(config.bootstrap()).isEqualTo(new AlcedoConfig.Bootstrap(null, "handbook", null));
  }

  @Test
  void hasADefaultForHowItScores() throws Exception {
    AlcedoConfig config = AlcedoConfig.of(LEAST);

    assertThat(config.features()).isEqualTo(new AlcedoConfig.Features("card-payments"));
    assertThat(config.model())
        .isEqualTo(
            new AlcedoConfig.Model(
                "bundle",
                null,
                List.of(),
                false,
                ModelTarget.CPU,
                1,
                32,
                1024,
                Duration.ofMillis(20),
                null,
                null));
    assertThat(config.decision())
        .isEqualTo(
            new AlcedoConfig.Decision(
                Duration.ofMillis(250), 5000, 0, "default-1", Duration.ofDays(7), null));
    assertThat(config.guard())
        .isEqualTo(
            new GuardConfig(
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                2000,
                0.01,
                Duration.ofMillis(50),
                5,
                0.5));
  }

  @Test
  void hasADefaultForHowItRuns() throws Exception {
    AlcedoConfig config = AlcedoConfig.of(LEAST);

    assertThat(config.state())
        .isEqualTo(
            new AlcedoConfig.State(
                StateBackendKind.HEAP, null, Duration.ofSeconds(10), false, Duration.ofDays(1)));
    assertThat(config.sinks())
        .isEqualTo(
            new AlcedoConfig.Sinks(
                Delivery.AT_LEAST_ONCE,
                Duration.ofMinutes(15),
                Duration.ofMillis(5),
                128 << 10,
                Compression.NONE,
                true));
    assertThat(config.metrics())
        .isEqualTo(
            new AlcedoConfig.Metrics(
                new PortRange(9404, 9419), "127.0.0.1", true, new PortRange(9249, 9268)));
    assertThat(config.job())
        .isEqualTo(new AlcedoConfig.Job("alcedo-scoring", 0, 128, Duration.ofMillis(2), 1_000_000));
  }

  @Test
  void hasADefaultForHowItLearns() throws Exception {
    AlcedoConfig config = AlcedoConfig.of(LEAST);

    assertThat(config.learning())
        .isEqualTo(
            new Learning(
                "alcedo-learning",
                "alcedo-learning",
                1,
                null,
                "card-schemes",
                Duration.ofDays(180),
                Duration.ofDays(7),
                null,
                Duration.ofMinutes(5)));
    assertThat(config.training())
        .isEqualTo(
            new Training(
                null,
                "card-fraud",
                "gbdt",
                Map.of(),
                TrainingStart.SCRATCH,
                ChallengerFeatures.CONFIGURED,
                Duration.ofDays(180),
                Duration.ofDays(30),
                GenuineOutcome.SETTLED,
                0.98,
                17,
                0,
                null,
                true,
                Duration.ofDays(1),
                false));
    assertThat(config.gate())
        .isEqualTo(
            new Gate(
                0.002,
                0.01,
                Duration.ofDays(28),
                3,
                200,
                0.3,
                0.05,
                100,
                Duration.ofMillis(20),
                64,
                500));
  }

  @Test
  void takesEverySettingsExplicitValue() throws Exception {
    for (Setting<?> setting : Settings.ALL) {
      Map<String, String> settings = new LinkedHashMap<>(LEAST);
      if (setting.isMap()) {
        settings.put(setting.name() + ".security.protocol", "SASL_SSL");
      } else {
        settings.put(setting.name(), setting.example());
      }
      switch (setting.name()) {
        case "privacy.keyset_variable" -> settings.remove("privacy.keyset_file");
        case "framing.registry_user" -> settings.put("framing.registry_password", "secret-pw");
        case "framing.registry_password" -> {
          settings.put("framing.registry_password", "secret-pw");
          settings.put("framing.registry_user", "alcedo");
        }
        case "framing.format" -> settings.put("framing.registry_url", "http://registry:8081");
        default -> {}
      }

      AlcedoConfig changed = AlcedoConfig.of(settings);

      assertThat(changed.toString()).doesNotContain("secret-pw");
      assertThat(changed.toString())
          .as("%s=%s", setting.name(), setting.example())
          .isNotEqualTo(AlcedoConfig.of(LEAST).toString());
      if (!setting.isMap() && setting.defaultText() != null) {
        assertThat((Object) setting.type().parse(setting.example()))
            .as(setting.name())
            .isNotEqualTo(setting.type().parse(setting.defaultText()));
      }
    }
  }

  @Test
  void readsAFileWithItsTypes() throws Exception {
    String yaml =
        """
        kafka:
          bootstrap_servers: [a:1, "b:2"]
          properties:
            security.protocol: SASL_SSL
            sasl.jaas.config: "${env:SECRET} x"
        privacy: {keyset_variable: KEYSET}
        model:
          bundle: m
          review_at: 0.25
        decision.deadline: 80ms
        sinks: {delivery: EXACTLY_ONCE, batch_size: 1MiB}
        metrics: {port: 0}
        """;
    AlcedoConfig config =
        AlcedoConfigReader.read(
            yaml,
            "a.yaml",
            Map.of("job.parallelism", "3"),
            name -> "SECRET".equals(name) ? "pw" : null);

    assertThat(config.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(config.kafka().properties())
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"), Map.entry("sasl.jaas.config", "pw x"));
    assertThat(config.decision().deadline()).isEqualTo(Duration.ofMillis(80));
    assertThat(config.sinks().delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(config.sinks().batchBytes()).isEqualTo(1 << 20);
    assertThat(config.metrics().port()).isEqualTo(new PortRange(0, 0));
    assertThat(config.job().parallelism()).isEqualTo(3);
    assertThat(config.toString()).doesNotContain("pw x").contains("sasl.jaas.config");
  }

  @Test
  void listsAllProblemsAtOnceWithLineAndNearestWord() {
    String yaml =
        """
        kafka:
          bootstrap_server: a:1
        privacy: {keyset_file: k, keyset_variable: V}
        model:
          bundle: m
          review_at: 0.9
          decline_at: 0.5
          threads: many
        sinks:
          delivery: exactly-twice
        clock: {max_past: 3 weeks}
        kafka.properties:
          sasl.jaas.config: ${env:NOT_SET}
        """;
    ConfigException problems =
        catchThrowableOfType(
            ConfigException.class,
            () -> AlcedoConfigReader.read(yaml, "alcedo.yaml", Map.of(), name -> null));

    assertThat(problems)
        .hasMessage(
            """
            alcedo.yaml has 8 problems:
              a setting is stated: setting=kafka.bootstrap_servers; for example broker-1:9092,broker-2:9092
              line 2: a setting is known: setting=kafka.bootstrap_server; nearest: kafka.bootstrap_servers
              line 3: privacy: one of keyset_file and keyset_variable is stated: keyset_file=k, keyset_variable=V
              line 5: model: review_at <= decline_at: review_at=0.9, decline_at=0.5
              line 8: model.threads: it is a whole number: value=many
              line 10: sinks.delivery: it is one of at-least-once, exactly-once; nearest: exactly-once: value=exactly-twice
              line 11: clock.max_past: a duration is a whole number and ms, s, m, h or d: value=3 weeks
              line 13: kafka.properties.sasl.jaas.config: the environment variable is set: name=NOT_SET""");
    assertThat(problems.problems()).hasSize(8);
  }

  @Test
  void refusesWhatIsNoSetOfSections() {
    assertThat(problems("- a")).containsExactly("line 1: a configuration is made of sections");
    assertThat(problems("kafka: {start: earliest}\nkafka: {start: latest}"))
        .contains("line 2: a setting is stated once: setting=kafka.start");
    assertThat(problems("kafka: [")).anyMatch(problem -> problem.contains("the file is YAML"));
  }

  @Test
  void travelsWithTheJobGraph() throws Exception {
    AlcedoConfig config = AlcedoConfig.of(LEAST);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(config);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(config);
    }
  }

  private static List<String> problems(String yaml) {
    try {
      AlcedoConfig.parse(yaml, "x", LEAST);
      return List.of();
    } catch (ConfigException e) {
      List<String> problems = new ArrayList<>();
      e.problems().forEach(problem -> problems.add(problem.toString()));
      return problems;
    }
  }
}
