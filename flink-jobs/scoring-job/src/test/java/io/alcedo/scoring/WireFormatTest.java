package io.alcedo.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.RegistrySettings;
import io.alcedo.schema.framing.RegistryStandIn;
import io.alcedo.schema.framing.SchemaRegistry;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.released.Examples;
import io.alcedo.schema.topics.Topic;
import io.alcedo.scoring.plan.FeatureSource;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job with every record in the wire format of schema registries: against a stand-in, or,
 * with {@code -Dalcedo.registry.url=URL}, against a real registry, as {@code .ci/registry} starts
 * one.
 */
class WireFormatTest {
  private static final int COUNT = 100;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** An id that neither registry has given. */
  private static final byte[] UNKNOWN_SCHEMA = {0, 0x7f, 0x11, 0x22, 0x33, 2, 2};

  @TempDir private static Path directory;

  private static TestKafka kafka;
  private static @Nullable RegistryStandIn standIn;
  private static URI registry;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
    Files.writeString(directory.resolve("features.yaml"), TestModel.FEATURES);
    KeysetSource.create(directory.resolve("keyset.json"));
    TestModel.write(
        FeatureSource.named(directory.resolve("features.yaml").toString()).compile(),
        directory.resolve("bundle"));
    String url = System.getProperty("alcedo.registry.url");
    standIn = url == null ? new RegistryStandIn() : null;
    registry = standIn == null ? URI.create(Objects.requireNonNull(url)) : standIn.url();
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
    if (standIn != null) {
      standIn.close();
    }
  }

  @Test
  void readsAndWritesTheWireFormatOnEveryTopic() throws Exception {
    AlcedoConfig config = config();
    kafka.createTopics(config.topics(), 2);
    Framing framing = Framings.of(config);
    kafka.send(config.topics().transactions(), transactions(framing));
    kafka.send(config.topics().outcomes(), List.of(framing.encode(Examples.of(Topic.OUTCOMES))));
    kafka.send(config.topics().labels(), List.of(framing.encode(Examples.of(Topic.LABELS))));

    run(config);

    List<GenericRecord> events = read(config.topics().riskEvents(), "RiskEvent");
    assertThat(events)
        .extracting(event -> event.get("transactionId").toString())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, COUNT).mapToObj(i -> "t-" + i).toList());
    assertThat(events)
        .allSatisfy(event -> assertThat((double) event.get("score")).isBetween(0.0, 1.0));
    assertThat(read(config.topics().scoredFeatures(), "ScoredFeatures")).hasSize(COUNT);
    long alerts =
        events.stream()
            .filter(event -> !event.get("decision").toString().equals("APPROVE"))
            .count();
    assertThat(alerts).isPositive();
    assertThat(read(config.topics().alerts(), "Alert")).hasSize((int) alerts);
    assertThat(read(config.topics().deadLetters(), "DeadLetter"))
        .extracting(letter -> letter.get("code").toString())
        .containsExactlyInAnyOrder("UNKNOWN_SCHEMA", "UNDECODABLE");
    assertSubjects(config);
  }

  /** Each topic's schema is registered under the topic's own name, and looked up by its id. */
  private static void assertSubjects(AlcedoConfig config) {
    if (standIn == null) {
      return;
    }
    List<String> topics = new ArrayList<>(config.topics().inputs());
    topics.addAll(config.topics().outputs());
    // Of the models, the job says what became of them; others assign.
    topics.add(config.topics().modelStatus());
    assertThat(standIn.requests.stream().filter(request -> request.startsWith("POST")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            topics.stream()
                .map(topic -> "POST /subjects/" + topic + "-value/versions null")
                .toList());
    assertThat(standIn.requests).anyMatch(request -> request.startsWith("GET /schemas/ids/"));
  }

  /** Reads a topic with nothing but plain Avro and what the registry says of the ids. */
  private static List<GenericRecord> read(String topic, String name) throws Exception {
    SchemaRegistry client = new SchemaRegistry(RegistrySettings.of(registry));
    Map<Integer, Schema> schemas = new HashMap<>();
    List<GenericRecord> records = new ArrayList<>();
    for (byte[] value : kafka.values(topic)) {
      ByteBuffer header = ByteBuffer.wrap(value);
      assertThat(header.get()).isZero();
      int id = header.getInt();
      if (!schemas.containsKey(id)) {
        schemas.put(id, client.schema(id));
      }
      Schema schema = schemas.get(id);
      assertThat(schema.getFullName()).isEqualTo("io.alcedo.schema." + name);
      records.add(
          new GenericDatumReader<GenericRecord>(schema)
              .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null)));
    }
    return records;
  }

  /** Good ones; one by an id that nobody knows and one in Avro's own framing come to nothing. */
  private static List<byte @Nullable []> transactions(Framing framing) {
    Random random = new Random(21);
    List<byte @Nullable []> values = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      values.add(framing.encode(transaction(i, random)));
    }
    values.add(UNKNOWN_SCHEMA);
    values.add(new SingleObjectFraming().encode(transaction(COUNT, random)));
    return values;
  }

  private static Transaction transaction(int number, Random random) {
    long amount = 100 + random.nextInt(100_000);
    return Transaction.newBuilder()
        .setTransactionId("t-" + number)
        .setEventTime(START.plusSeconds(number))
        .setAmountMinor(amount)
        .setBaseAmountMinor(amount)
        .setCurrency("EUR")
        .setCardNumber("card-" + random.nextInt(10))
        .build();
  }

  private static AlcedoConfig config() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap_servers", kafka.bootstrapServers());
    settings.put("kafka.bounded", "true");
    settings.put("topics.risk_events", "decisions"); // a subject by its name
    settings.put("framing.format", "confluent");
    settings.put("framing.registry_url", registry.toString());
    settings.put("privacy.keyset_file", directory.resolve("keyset.json").toString());
    settings.put("features.set", directory.resolve("features.yaml").toString());
    settings.put("model.bundle", directory.resolve("bundle").toString());
    settings.put("model.allow_unsigned", "true");
    settings.put("model.review_at", "0.3");
    settings.put("clock.kind", "event");
    settings.put("decision.deadline", "1m");
    settings.put("metrics.port", "0");
    settings.put("job.parallelism", "2");
    settings.put("job.restart_attempts", "0");
    return AlcedoConfig.of(settings);
  }

  private static void run(AlcedoConfig config) throws Exception {
    assertThat(StartChecks.problems(config, Duration.ofSeconds(20))).isEmpty();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, new Configuration());
    ScoringJob.build(environment, config);
    environment.execute("test");
  }
}
