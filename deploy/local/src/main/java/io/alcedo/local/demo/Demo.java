package io.alcedo.local.demo;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.traffic.TrafficWriter;
import io.alcedo.local.train.ModelMaker;
import io.alcedo.model.BundleManifest;
import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.scoring.ScoringJob;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.progress.TrainingProgress;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One demo, from nothing to a report: broker and cluster start while a first model is trained on
 * the earlier part of the traffic; the job fills its profiles from the same part; then the later
 * part streams, and what comes out is compared with what went in.
 */
final class Demo {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Fewer, fuller fetches, for at most five milliseconds more. */
  private static final String FETCHES =
      """
      kafka:
        properties:
          fetch.min.bytes: "32768"
          fetch.max.wait.ms: "5"
      """;

  private static final long POLL_NANOS = 5_000_000L;

  private final DemoSettings settings;
  private final PrintWriter out;
  private final boolean terminal;
  private final InstantSource clock = InstantSource.system();

  Demo(DemoSettings settings, PrintWriter out, boolean terminal) {
    this.settings = settings;
    this.out = out;
    this.terminal = terminal;
  }

  DemoReport run() throws Exception {
    FeaturePlan plan = FeaturePlans.named(settings.featureSet());
    try (TemporaryDirectory temporary = TemporaryDirectory.create("alcedo-demo-")) {
      return run(plan, temporary.path());
    }
  }

  private DemoReport run(FeaturePlan plan, Path directory) throws Exception {
    say("starting a Kafka broker and a Flink cluster in this process ...");
    CompletableFuture<DemoCluster> starting =
        CompletableFuture.supplyAsync(() -> startCluster(directory));
    Traffic traffic = traffic();
    KeysetSource keys = KeysetSource.createIfAbsent(directory.resolve("keys"));
    BundleManifest model = train(plan, traffic, directory.resolve("model"));
    try (DemoCluster cluster = starting.join()) {
      say(
          "broker at "
              + cluster.kafka().bootstrapServers()
              + "; filling profiles from history ...");
      start(cluster, traffic, directory);
      Scoreboard scoreboard = new Scoreboard(cluster.partitions());
      try (ResultReader results = ResultReader.start(cluster.kafka(), scoreboard);
          TrafficWriter writer = writer(cluster.kafka(), plan, keys.load(), scoreboard)) {
        awaitHistory(cluster, traffic);
        say(
            "metrics at http://127.0.0.1:"
                + MetricsPage.portOfProcess()
                + "/metrics; streaming ...");
        Iterator<LabelledTransaction> later = skipEarlier(traffic, writer);
        Stream stream = new Stream(settings, cluster, results, scoreboard, writer);
        LiveScreen screen =
            new LiveScreen(
                out,
                terminal ? TerminalSize.ofProcess() : null,
                scoreboard,
                new AlertText(plan),
                settings.duration(),
                System::nanoTime);
        stream.run(later, traffic.laterCount(), screen);
        return report(stream, scoreboard, writer, model, traffic);
      }
    }
  }

  private Traffic traffic() {
    Path file = settings.file();
    String mapping = settings.mapping();
    return file == null || mapping == null
        ? Traffic.simulated(settings.seed(), settings.history())
        : Traffic.inFile(file, mapping, settings.historyShare());
  }

  private DemoCluster startCluster(Path directory) {
    try {
      return DemoCluster.start(directory, settings.parallelism());
    } catch (Exception e) {
      throw new IllegalStateException("The embedded broker and cluster start", e);
    }
  }

  private BundleManifest train(FeaturePlan plan, Traffic traffic, Path bundle) throws Exception {
    say(
        String.format(
            Locale.ROOT,
            "training a first model on %,d earlier transactions ...",
            traffic.earlierCount()));
    HistoryWindow window = HistoryWindow.all().knownBy(Instant.ofEpochMilli(traffic.end() + 1));
    BundleManifest manifest =
        new ModelMaker(plan, TrainingSettings.fast("card-fraud"), clock)
            .make(traffic.earlier().open(), window, bundle, TrainingProgress.NONE)
            .manifest();
    say(
        String.format(
            Locale.ROOT,
            "model %s: average precision %.3f, ROC AUC %.3f on its validation part",
            manifest.version(),
            manifest.metrics().getOrDefault("averagePrecision", Double.NaN),
            manifest.metrics().getOrDefault("auc", Double.NaN)));
    return manifest;
  }

  private void start(DemoCluster cluster, Traffic traffic, Path directory) throws Exception {
    TreeMap<String, String> chosen = new TreeMap<>();
    chosen.put("kafka.bootstrap_servers", cluster.kafka().bootstrapServers());
    chosen.put("kafka.start", "earliest");
    chosen.put(
        "privacy.keyset_file",
        directory.resolve("keys").resolve(KeysetSource.FILE_NAME).toString());
    chosen.put("features.set", settings.featureSet());
    chosen.put("model.bundle", directory.resolve("model").toString());
    chosen.put("model.allow_unsigned", "true"); // made by this process
    chosen.put("clock.kind", "event");
    chosen.put("clock.max_past", "400d");
    chosen.put("clock.max_future", "400d");
    chosen.put("state.checkpoint_directory", directory.resolve("checkpoints").toUri().toString());
    chosen.put("state.checkpoint_interval", "30s");
    chosen.put("job.parallelism", Integer.toString(settings.parallelism()));
    chosen.put("metrics.port", "0");
    chosen.put("sinks.linger", "10ms");
    chosen.put("sinks.compression", "none"); // nothing leaves this machine
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
    ScoringJob.build(
        environment, AlcedoConfig.parse(FETCHES, "The demo", chosen), traffic.earlier());
    cluster.submit(environment);
  }

  private TrafficWriter writer(
      KafkaConnection kafka, FeaturePlan plan, Keyset keyset, Scoreboard scoreboard) {
    return new TrafficWriter(
        kafka.producer(),
        kafka.framing(),
        new Verdicts(plan, keyset, kafka.framing(), clock),
        (sent, partition, offset) -> scoreboard.ledger(partition).sent(offset, sent.fraud()));
  }

  /**
   * Waits until all history has passed the profiles, so that the first vector equals a replay's.
   */
  private static void awaitHistory(DemoCluster cluster, Traffic traffic) throws Exception {
    ScoringMetrics metrics = ScoringMetrics.ofProcess();
    Readiness readiness = ProcessMetrics.get().readiness();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!readiness.missing().isEmpty()
        || metrics.transactions(TransactionOutcome.HISTORY).get() < traffic.earlierCount()) {
      cluster.checkJob();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "The job is ready within "
                + PATIENCE.toSeconds()
                + " s: missing="
                + readiness.missing()
                + ", history="
                + (long) metrics.transactions(TransactionOutcome.HISTORY).get());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Passes over the earlier part; frauds in it that are reported later will be, in the stream. */
  private static Iterator<LabelledTransaction> skipEarlier(Traffic traffic, TrafficWriter writer) {
    Iterator<LabelledTransaction> all = traffic.all();
    for (long i = 0; i < traffic.earlierCount() && all.hasNext(); i++) {
      LabelledTransaction earlier = all.next();
      if (earlier.labelKnownAt() > traffic.end()) {
        writer.follow(earlier);
      }
    }
    return all;
  }

  private static DemoReport report(
      Stream stream,
      Scoreboard scoreboard,
      TrafficWriter writer,
      BundleManifest model,
      Traffic traffic) {
    Conservation conservation =
        Conservation.of(scoreboard, stream.endOffsets(), stream.recognised());
    Judgement judgement = new Judgement();
    for (int partition = 0; partition < stream.endOffsets().length; partition++) {
      scoreboard.ledger(partition).judge(judgement);
    }
    DemoReport.Latency latency =
        new DemoReport.Latency(
            scoreboard.latency().getValueAtPercentile(50),
            scoreboard.latency().getValueAtPercentile(99),
            scoreboard.latency().getValueAtPercentile(99.9));
    String version = scoreboard.modelVersion();
    return new DemoReport(
        writer.sent(),
        scoreboard.riskEvents(),
        scoreboard.alerts(),
        scoreboard.deadLetters(),
        conservation.lost(),
        conservation.duplicates(),
        scoreboard.degraded(),
        scoreboard.throughputPerSecond(),
        latency,
        judgement.auc(),
        judgement.averagePrecision(),
        version == null ? model.version() : version,
        stream.rate(),
        stream.firstAnswerAfterMillis(ManagementFactory.getRuntimeMXBean().getStartTime()) / 1000.0,
        traffic.earlierCount());
  }

  private void say(String what) {
    out.println(what);
    out.flush();
  }
}
