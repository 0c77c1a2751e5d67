package io.alcedo.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureReplay;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.StateBackendKind;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.Alert;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.RecordIngest;
import io.alcedo.scoring.plan.FeatureSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole job between the topics of a real broker. */
class ScoringJobTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir private static Path directory;

  private static TestKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
    Files.writeString(directory.resolve("features.yaml"), TestModel.FEATURES);
    KeysetSource.create(directory.resolve("keyset.json"));
    TestModel.write(plan(), directory.resolve("bundle"));
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  @ParameterizedTest
  @EnumSource(StateBackendKind.class)
  void scoresEveryTransactionAsAReplayDoes(StateBackendKind backend) throws Exception {
    Map<String, String> settings = settings("exact-" + backend, 1);
    settings.put("state.backend", backend.name());
    AlcedoConfig config = AlcedoConfig.of(settings);
    kafka.createTopics(config.topics(), 1);
    List<byte @Nullable []> input = input(new Random(11), 300);
    kafka.send(config.topics().transactions(), input);

    run(config);

    List<RiskEvent> events = kafka.read(config.topics().riskEvents(), RiskEvent.class);
    List<DeadLetter> letters = kafka.read(config.topics().deadLetters(), DeadLetter.class);
    List<Alert> alerts = kafka.read(config.topics().alerts(), Alert.class);
    assertConserved(input, events, letters);
    assertScoresOfReplay(config, input, events);
    assertThat(alerts.stream().map(alert -> alert.getRiskEvent().getTransactionId()))
        .containsExactlyInAnyOrderElementsOf(
            events.stream()
                .filter(event -> event.getDecision() != Decision.APPROVE)
                .map(RiskEvent::getTransactionId)
                .toList());
    assertThat(alerts).isNotEmpty();
    assertThat(alerts).allSatisfy(alert -> assertThat(alert.getReasons()).isNotEmpty());
    assertThat(alerts).anySatisfy(alert -> assertThat(alert.getEarlierAlerts()).isNotEmpty());
    assertVectors(events, kafka.read(config.topics().scoredFeatures(), ScoredFeatures.class));
  }

  @Test
  void losesNothingInParallelWithExactlyOnceDelivery() throws Exception {
    AlcedoConfig config = config("parallel", 2);
    kafka.createTopics(config.topics(), 3);
    List<byte @Nullable []> input = input(new Random(12), 300);
    kafka.send(config.topics().transactions(), input);

    run(config);

    List<RiskEvent> events = kafka.read(config.topics().riskEvents(), RiskEvent.class);
    List<DeadLetter> letters = kafka.read(config.topics().deadLetters(), DeadLetter.class);
    assertThat(events.stream().map(RiskEvent::getTransactionId).toList()).doesNotHaveDuplicates();
    assertThat(events.stream().map(RiskEvent::getTransactionId).toList()).hasSize(300);
    assertThat(letters).hasSize(3);
  }

  @Test
  void fillsProfilesFromAHistoryBeforeTheFirstScore() throws Exception {
    Map<String, String> settings = settings("warm", 1);
    settings.put("bootstrap.topic", "warm-history");
    AlcedoConfig config = AlcedoConfig.of(settings);
    assertThat(StartChecks.problems(config, Duration.ofSeconds(20)))
        .extracting(problem -> problem.message().replaceAll(".*topic=", ""))
        .contains("warm-history", "warm-alerts")
        .hasSize(11);
    kafka.createTopics(config.topics(), 1);
    kafka.createTopic("warm-history");
    Random random = new Random(13);
    List<byte @Nullable []> all = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      all.add(FRAMING.encode(transaction(i, random.nextInt(3), 100 + random.nextInt(100_000))));
    }
    kafka.send("warm-history", all.subList(0, 100));
    kafka.send(config.topics().transactions(), all.subList(100, 120));

    run(config);

    List<ScoredFeatures> vectors =
        kafka.read(config.topics().scoredFeatures(), ScoredFeatures.class);
    assertThat(vectors)
        .extracting(ScoredFeatures::getTransactionId)
        .containsExactly(IntStream.range(100, 120).mapToObj(i -> "t-" + i).toArray(String[]::new));
    FeatureReplay replay = new FeatureReplay(plan());
    RecordIngest ingest = ingest(config);
    for (int i = 0; i < 120; i++) {
      TransactionRow row = row(ingest, all.get(i), i);
      float[] expected = replay.transaction(TransactionEvent.idHash(row), row);
      if (i >= 100) {
        assertThat(vectors.get(i - 100).getVector()).containsExactly(toObjects(expected));
      }
    }
  }

  private static Float[] toObjects(float[] values) {
    Float[] objects = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      objects[i] = values[i];
    }
    return objects;
  }

  private static RecordIngest ingest(AlcedoConfig config) throws Exception {
    return new RecordIngest(
        ScoringJob.ingestSettings(config, FeatureSource.named(config.features().set())));
  }

  private static TransactionRow row(RecordIngest ingest, byte @Nullable [] message, int offset) {
    Ingested ingested = ingest.transaction(message, new Origin("t", 0, offset, 0), false);
    return ((Ingested.Accepted) ingested).event().row();
  }

  private static void assertConserved(
      List<byte @Nullable []> input, List<RiskEvent> events, List<DeadLetter> letters) {
    Set<Long> offsets = new HashSet<>();
    events.forEach(event -> offsets.add(event.getInputOffset()));
    assertThat(events).hasSameSizeAs(offsets);
    Map<Long, String> codes =
        letters.stream().collect(Collectors.toMap(DeadLetter::getOffset, DeadLetter::getCode));
    assertThat(codes.values())
        .containsExactlyInAnyOrder("UNDECODABLE", "NULL_VALUE", "CONTENT_MISMATCH");
    offsets.addAll(codes.keySet());
    // One record is a duplicate of another: it is counted, and nothing else.
    assertThat(offsets).hasSize(input.size() - 1);
  }

  private static void assertScoresOfReplay(
      AlcedoConfig config, List<byte @Nullable []> input, List<RiskEvent> events) throws Exception {
    Map<Long, RiskEvent> byOffset = new HashMap<>();
    events.forEach(event -> byOffset.put(event.getInputOffset(), event));
    FeatureReplay replay = new FeatureReplay(plan());
    RecordIngest ingest = ingest(config);
    try (OnnxModel model =
        OnnxModel.open(
            ModelBundle.read(Path.of(config.model().bundle())),
            ExecutionTarget.CPU,
            ModelOptions.DEFAULT)) {
      float[] score = new float[1];
      for (int offset = 0; offset < input.size(); offset++) {
        RiskEvent event = byOffset.get((long) offset);
        if (event == null) {
          continue;
        }
        TransactionRow row = row(ingest, input.get(offset), offset);
        model.score(replay.transaction(TransactionEvent.idHash(row), row), 1, score);
        assertThat(event.getDegradation()).isEqualTo(Degradation.NONE);
        assertThat(event.getScore()).as("offset %d", offset).isCloseTo(score[0], within(1e-6));
      }
    }
  }

  private static void assertVectors(List<RiskEvent> events, List<ScoredFeatures> features) {
    Map<String, ScoredFeatures> byId = new HashMap<>();
    features.forEach(vector -> byId.put(vector.getTransactionId(), vector));
    assertThat(byId).hasSameSizeAs(events);
    for (RiskEvent event : events) {
      ScoredFeatures vector = byId.get(event.getTransactionId());
      assertThat(vector.getScore()).isEqualTo(event.getScore());
      assertThat(vector.getVector().get(0)).isEqualTo(event.getBaseAmountMinor() / 100f);
      assertThat(vector.getEntities()).containsEntry("cardToken", event.getCardToken());
    }
  }

  private static FeaturePlan plan() throws Exception {
    return FeatureSource.named(directory.resolve("features.yaml").toString()).compile();
  }

  private static AlcedoConfig config(String name, int parallelism) throws Exception {
    return AlcedoConfig.of(settings(name, parallelism));
  }

  private static Map<String, String> settings(String name, int parallelism) {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap_servers", kafka.bootstrapServers());
    settings.put("kafka.bounded", "true");
    settings.put("kafka.group_id", name);
    for (String topic :
        List.of(
            "transactions",
            "outcomes",
            "labels",
            "risk_events",
            "alerts",
            "scored_features",
            "dead_letters",
            "model_assignments",
            "model_commands",
            "model_status")) {
      settings.put("topics." + topic, name + "-" + topic);
    }
    settings.put("privacy.keyset_file", directory.resolve("keyset.json").toString());
    settings.put("features.set", directory.resolve("features.yaml").toString());
    settings.put("model.bundle", directory.resolve("bundle").toString());
    settings.put("model.allow_unsigned", "true");
    settings.put("model.review_at", "0.3");
    settings.put("model.decline_at", "0.6");
    settings.put("clock.kind", "event");
    settings.put("decision.deadline", "1m");
    settings.put("metrics.port", "0");
    settings.put("job.parallelism", Integer.toString(parallelism));
    settings.put("job.restart_attempts", "0");
    settings.put("state.checkpoint_interval", "200ms");
    settings.put("sinks.delivery", parallelism > 1 ? "exactly-once" : "at-least-once");
    settings.put("sinks.transaction_timeout", "1m");
    return settings;
  }

  private static void run(AlcedoConfig config) throws Exception {
    assertThat(StartChecks.problems(config, Duration.ofSeconds(20))).isEmpty();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            config.job().parallelism(), new Configuration());
    ScoringJob.build(environment, config);
    environment.execute("test");
  }

  /**
   * Valid transactions of ten cards, a repeated one, one repeated with another amount, and rubbish.
   */
  private static List<byte @Nullable []> input(Random random, int count) {
    List<byte @Nullable []> input = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      input.add(FRAMING.encode(transaction(i, random.nextInt(10), 100 + random.nextInt(100_000))));
    }
    input.add(10, input.get(3));
    input.add(20, FRAMING.encode(transaction(5, 1, 77)));
    input.add(30, new byte[] {1, 2, 3});
    input.add(40, null);
    return input;
  }

  private static Transaction transaction(int number, int card, long amount) {
    return Transaction.newBuilder()
        .setTransactionId("t-" + number)
        .setEventTime(START.plusSeconds(60L * number))
        .setAmountMinor(amount)
        .setBaseAmountMinor(amount)
        .setCurrency("EUR")
        .setCardNumber("card-" + card)
        .build();
  }
}
