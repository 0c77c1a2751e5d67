package io.alcedo.local.running;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ModelBundle;
import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ClockKind;
import io.alcedo.operations.settings.PortRange;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.metrics.FlinkReporter;
import io.alcedo.scoring.plan.FeatureSource;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainedModel;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker, a cluster, a keyset and a small trained model, made once for all tests of the JVM. Each
 * test has topics and checkpoints of its own, by a name.
 */
public final class House implements ExtensionContext.Store.CloseableResource {
  /** The name of the model. */
  public static final String MODEL = "test-model";

  private static final List<String> TOPICS =
      List.of(
          "transactions",
          "outcomes",
          "labels",
          "risk_events",
          "alerts",
          "scored_features",
          "dead_letters",
          "feedback",
          "model_assignments",
          "model_commands",
          "model_status");

  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;
  private final int flinkMetricsPort;
  private final KafkaProducer<byte[], byte[]> producer;
  private int managers = 1;

  /** A record to send, to partition 0 or 1; key and value may be absent. */
  public record Message(int partition, byte @Nullable [] key, byte @Nullable [] value) {}

  House() throws Exception {
    directory = Files.createTempDirectory("alcedo-house");
    Files.createDirectory(keyset().getParent());
    KeysetSource.create(keyset());
    train(FeatureSource.named("card-payments").compile(), Packaging.NONE, bundle());
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100);
    PortRange any = new PortRange(0, 0);
    settings.addAll(FlinkReporter.settings(new AlcedoConfig.Metrics(any, "127.0.0.1", true, any)));
    Files.createDirectories(flinkDirectory());
    flink = EmbeddedFlink.start(4, flinkDirectory(), settings);
    flinkMetricsPort = FlinkReporter.port(settings);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "max.request.size", 16 << 20,
                "buffer.memory", 64 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Returns where the keyset of all jobs is. */
  public Path keyset() {
    return directory.resolve("keys").resolve("keyset.json");
  }

  /** Returns where Flink keeps its temporary files. */
  public Path flinkDirectory() {
    return directory.resolve("flink");
  }

  /** Returns where Flink's own metrics are. */
  public URI flinkMetrics() {
    return URI.create("http://127.0.0.1:" + flinkMetricsPort + "/metrics");
  }

  /** Returns where the jobs of this name keep their checkpoints. */
  public Path checkpoints(String name) {
    return directory.resolve("checkpoints-" + name);
  }

  /** Returns where the retraining jobs of this name keep their files. */
  public Path learned(String name) {
    return directory.resolve("learned-" + name);
  }

  private Path bundle() {
    return directory.resolve("bundle");
  }

  EmbeddedFlink flink() {
    return flink;
  }

  /**
   * Makes the topics of a test and returns the configuration of a job between them.
   *
   * @param overrides settings that hold instead of these
   */
  public AlcedoConfig config(String name, Map<String, String> overrides) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap_servers", kafka.bootstrapServers());
    settings.put("kafka.group_id", name);
    TOPICS.forEach(topic -> settings.put("topics." + topic, name + "-" + topic));
    settings.put("privacy.keyset_file", keyset().toString());
    settings.put("model.bundle", bundle().toString());
    settings.put("model.allow_unsigned", "true");
    settings.put("model.review_at", "0.3");
    settings.put("model.decline_at", "0.6");
    settings.put("decision.deadline", "1m");
    settings.put("metrics.port", "0");
    settings.put("job.name", name);
    settings.put("job.parallelism", "2");
    settings.put("state.checkpoint_directory", checkpoints(name).toString());
    settings.put("state.checkpoint_interval", "1h");
    settings.put("sinks.transaction_timeout", "1m");
    settings.put("learning.job_name", name + "-learning");
    settings.put("learning.group_id", name + "-learning");
    settings.put("learning.parallelism", "2");
    settings.put("learning.directory", learned(name).toString());
    settings.put("learning.checkpoint_interval", "1h");
    settings.putAll(overrides);
    AlcedoConfig config = AlcedoConfig.of(settings);
    createTopics(config.topics(), times(config.clock().kind()));
    return config;
  }

  /** Returns how topics keep the times of records: on a clock of events they are the sender's. */
  private static Map<String, String> times(ClockKind clock) {
    return switch (clock) {
      case WALL -> Map.of("message.timestamp.type", "LogAppendTime");
      case EVENT -> Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1");
    };
  }

  private void createTopics(AlcedoConfig.Topics topics, Map<String, String> times)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      NewTopics.create(
          admin,
          Stream.of(topics.inputs(), topics.outputs(), topics.models(), List.of(topics.feedback()))
              .flatMap(List::stream)
              .map(
                  topic ->
                      new NewTopic(
                              topic,
                              Optional.of(topic.endsWith("assignments") ? 1 : 2),
                              Optional.empty())
                          .configs(times))
              .toList());
    }
  }

  /** Sends messages to a topic and returns where each lies. */
  public List<Coordinates> send(String topic, List<Message> messages) throws Exception {
    return send(topic, messages, null);
  }

  /** Sends messages as of a time, which counts in topics of a job on a clock of events. */
  public List<Coordinates> send(String topic, List<Message> messages, @Nullable Instant time)
      throws Exception {
    Long millis = time == null ? null : time.toEpochMilli();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Message message : messages) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topic, message.partition(), millis, message.key(), message.value())));
    }
    producer.flush();
    List<Coordinates> coordinates = new ArrayList<>();
    for (Future<RecordMetadata> metadata : sent) {
      coordinates.add(Coordinates.of(metadata.get()));
    }
    return coordinates;
  }

  /** Opens a topic at its beginning. */
  public TopicTail tail(String topic) {
    return new TopicTail(kafka.bootstrapServers(), topic);
  }

  /** Returns the first values of topics, as Kafka's own console consumer prints them. */
  public List<byte[]> printed(List<String> topics, int count) throws Exception {
    return KafkaConsole.values(kafka.bootstrapServers(), topics, count);
  }

  /** Starts a job, from a checkpoint where one is given. */
  public RunningJob start(AlcedoConfig config, @Nullable String checkpoint) throws Exception {
    return RunningJob.start(this, config, checkpoint);
  }

  /** Starts a retraining job, from a checkpoint where one is given. */
  public RunningJob learn(AlcedoConfig config, @Nullable String checkpoint) throws Exception {
    return RunningJob.learn(this, config, checkpoint);
  }

  /** Lets the task manager die with all that runs in it, and brings up another. */
  public void loseTaskManager() throws Exception {
    flink.cluster().terminateTaskManager(managers - 1).get();
    flink.cluster().startTaskManager();
    managers++;
  }

  @Override
  public void close() throws IOException {
    producer.close();
    try {
      flink.close();
    } catch (Exception e) {
      throw new IOException("The cluster stops", e);
    } finally {
      kafka.close();
      FileUtils.deleteDirectory(directory.toFile());
    }
  }

  /** Puts a model of a feature set of its own into a store; large amounts are fraud to it. */
  public ModelVersion store(String featureSet, Path store) throws Exception {
    Path bundle = Files.createTempDirectory(directory, "bundle").resolve("new");
    FeaturePlan plan = FeatureSet.parse(featureSet, "features.yaml").compile();
    BundleManifest written = train(plan, new Packaging(featureSet, null), bundle);
    Path place = store.resolve(written.name()).resolve(written.version());
    Files.createDirectories(place.getParent());
    Files.move(bundle, place);
    return new ModelVersion(written.version(), ModelBundle.read(place).digest());
  }

  private static BundleManifest train(FeaturePlan plan, Packaging packaging, Path bundle)
      throws Exception {
    TrainingSet.Builder rows = TrainingSet.builder(plan.names());
    Random random = new Random(7);
    int amount = plan.names().indexOf("amount");
    for (int row = 0; row < 3_000; row++) {
      float[] vector = plan.newVector();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextFloat() * 50;
      }
      vector[amount] = random.nextFloat() * 1_000;
      boolean fraud = vector[amount] > 900 ? random.nextInt(10) < 8 : random.nextInt(50) == 0;
      rows.add(vector, fraud, row * 1_000L, row * 1_000L);
    }
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    try (TrainedModel model =
        new ModelTrainer(TrainingSettings.fast(MODEL), clock)
            .train(rows.build(), TrainingFeature.of(plan), null, TrainingProgress.NONE)) {
      return model.writeTo(bundle, packaging, TrainingProgress.NONE);
    }
  }
}
