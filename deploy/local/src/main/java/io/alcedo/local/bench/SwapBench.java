package io.alcedo.local.bench;

import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.topics.TopicProvisioner;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.scoring.ScoringJob;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Runs the job under load in this process, with three models that take turns, so that each swap
 * loads one that was closed. One thread only.
 */
final class SwapBench implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private final SwapSettings settings;
  private final PrintWriter out;
  private final TemporaryDirectory directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;
  private final InstantSource clock = InstantSource.system();

  private SwapBench(
      SwapSettings settings,
      PrintWriter out,
      TemporaryDirectory directory,
      EmbeddedKafka kafka,
      EmbeddedFlink flink) {
    this.settings = settings;
    this.out = out;
    this.directory = directory;
    this.kafka = kafka;
    this.flink = flink;
  }

  /** Starts broker and cluster in a temporary directory, which {@link #close} removes. */
  static SwapBench start(SwapSettings settings, PrintWriter out) throws Exception {
    TemporaryDirectory directory = TemporaryDirectory.create("alcedo-bench-");
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.path().resolve("kafka"));
    Path work = Files.createDirectories(directory.path().resolve("flink"));
    EmbeddedFlink flink = EmbeddedFlink.start(settings.parallelism(), work, new Configuration());
    return new SwapBench(settings, out, directory, kafka, flink);
  }

  /**
   * Trains, starts the job and measures.
   *
   * @throws DeviceMissingException where the models do not run where they are asked to
   */
  SwapReport run() throws Exception {
    KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
    try (Admin admin = connection.admin()) {
      new TopicProvisioner(admin).create(settings.parallelism(), (short) 1);
    }
    Simulation traffic = new Simulation(SimulationSettings.standard(1, START));
    say("training three models on %,d simulated transactions each", settings.history());
    TurningModels models =
        TurningModels.train(settings, traffic, directory.path().resolve("models"), clock);
    KeysetSource.create(keyset());
    AlcedoConfig config = config(models);
    submit(config);
    AssignmentLog log = new AssignmentLog(RegistryKafka.of(config), clock);
    try (SwapAnswers answers = SwapAnswers.start(connection);
        SwapLoad load = new SwapLoad(connection, traffic)) {
      return new SwapMeasurement(settings, out, models, log, answers, load).run();
    }
  }

  private void submit(AlcedoConfig config) throws Exception {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    ScoringJob.build(environment, config);
    MiniCluster cluster = flink.cluster();
    cluster.submitJob(environment.getStreamGraph()).get();
  }

  private AlcedoConfig config(TurningModels models) throws Exception {
    Map<String, String> values = new HashMap<>(models.settings());
    values.put("kafka.bootstrap_servers", kafka.bootstrapServers());
    values.put("kafka.start", "earliest");
    values.put("privacy.keyset_file", keyset().toString());
    values.put("clock.kind", "event");
    values.put("clock.max_past", "3650d");
    values.put("clock.max_future", "3650d");
    values.put("features.set", settings.featureSet());
    values.put("model.target", settings.device() == ExecutionTarget.CUDA ? "cuda" : "cpu");
    values.put(
        "state.checkpoint_directory", directory.path().resolve("checkpoints").toUri().toString());
    values.put("metrics.port", "0");
    values.put("job.parallelism", Integer.toString(settings.parallelism()));
    values.put("job.restart_attempts", "0");
    return AlcedoConfig.of(values);
  }

  private Path keyset() {
    return directory.path().resolve("keyset.json");
  }

  private void say(String format, @Nullable Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  @Override
  public void close() throws Exception {
    flink.close();
    kafka.close();
    directory.close();
  }
}
