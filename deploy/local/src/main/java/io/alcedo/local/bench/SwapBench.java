package io.alcedo.local.bench;

import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.bench.SwapReport.MeasuredSwap;
import io.alcedo.local.bench.SwapReport.Memory;
import io.alcedo.local.bench.ThroughputReport.Machine;
import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.topics.TopicProvisioner;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.scoring.ScoringJob;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Swaps models in a job that runs under load, in this process, and measures around it. The three
 * models take turns, so that each swap loads one that was closed. One thread only.
 */
final class SwapBench implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration MOST_WARM_UP = Duration.ofSeconds(40);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_NANOS = 5_000_000L;

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
      return new Measuring(models, log, answers, load).run();
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

  /** The measurement itself. */
  private final class Measuring {
    private final TurningModels models;
    private final AssignmentLog log;
    private final SwapAnswers answers;
    private final SwapLoad load;

    Measuring(TurningModels models, AssignmentLog log, SwapAnswers answers, SwapLoad load) {
      this.models = models;
      this.log = log;
      this.answers = answers;
      this.load = load;
    }

    SwapReport run() throws Exception {
      Double asked = settings.rate();
      say("warming up");
      double sustained = load.sustained(MOST_WARM_UP, answers::answers);
      requireDevice();
      double rate = asked == null ? sustained / 2 : asked;
      say("at %,.0f transactions a second (%,.0f sustained)", rate, sustained);
      load.start(rate);
      swap(); // what is done for the first time is no measure
      List<MeasuredSwap> swaps = new ArrayList<>();
      for (int i = 1; i <= settings.measured(); i++) {
        swaps.add(measure(i));
      }
      Memory memory = inARow();
      long sent = load.stop();
      return new SwapReport(
          rate,
          sustained,
          answers.device(),
          sent,
          sent - awaitAnswers(sent),
          SwapReport.medianRatio(swaps),
          swaps,
          memory,
          Machine.here());
    }

    private void requireDevice() throws DeviceMissingException {
      if (settings.device() == ExecutionTarget.CUDA && !answers.device().equals("CUDA")) {
        throw new DeviceMissingException(
            "cuda was asked for, and the job's models run on " + answers.device());
      }
    }

    private MeasuredSwap measure(int number) throws Exception {
      rest(settings.before());
      long ordered = clock.millis();
      long first = swap();
      long half = settings.around().toMillis() / 2;
      rest(Duration.ofMillis(half + 1_000)); // and what is appended late
      long from = first - half;
      Histogram before = answers.latencies().between(from - settings.before().toMillis(), from);
      Histogram around = answers.latencies().between(from, first + half);
      MeasuredSwap swap =
          MeasuredSwap.of(
              first - ordered, before.getValueAtPercentile(99), around.getValueAtPercentile(99));
      say(
          "swap %d: %,d ms from order to decision; p99 %,.0f ms before, %,.0f ms around, ratio %.2f",
          number,
          swap.orderToDecisionMillis(),
          swap.p99BeforeMillis(),
          swap.p99AroundMillis(),
          swap.ratio());
      answers.latencies().forgetBefore(first);
      return swap;
    }

    private @Nullable Memory inARow() throws Exception {
      int count = settings.inARow();
      long[] resident = new long[count];
      long[] heap = new long[count];
      int[] sessions = new int[count];
      for (int i = 0; i < count; i++) {
        swap();
        resident[i] = ResidentMemory.kibibytes().orElse(0);
        heap[i] = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / 1024;
        sessions[i] = (int) ScoringMetrics.ofProcess().swaps().sessions().get();
        answers.latencies().forgetBefore(clock.millis() - 1_000);
        if ((i + 1) % 10 == 0 || i + 1 == count) {
          say("%d swaps in a row: %,d KiB resident", i + 1, resident[i]);
        }
      }
      return Memory.of(resident, heap, sessions);
    }

    /** Swaps the next model in. Returns when the broker appended its first decision. */
    private long swap() throws Exception {
      answers.await(models.next().version());
      ModelVersion next = models.turn(log);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      long first = answers.firstDecision(settings.parallelism());
      while (first == 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "A model decides within " + PATIENCE.toSeconds() + " s: version=" + next.version());
        }
        LockSupport.parkNanos(POLL_NANOS);
        load.check();
        first = answers.firstDecision(settings.parallelism());
      }
      return first;
    }

    private void rest(Duration time) {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(Math.min(POLL_NANOS * 10, end - System.nanoTime()));
        load.check();
      }
    }

    private long awaitAnswers(long sent) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (answers.answers() < sent && System.nanoTime() < deadline) {
        LockSupport.parkNanos(POLL_NANOS);
      }
      return answers.answers();
    }
  }
}
