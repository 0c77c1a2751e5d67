package io.alcedo.local.demo;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.traffic.FollowUps;
import io.alcedo.local.traffic.TrafficWriter;
import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.scoring.ScoringJob;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * One demo, from nothing to a report: broker and cluster start while a first model is trained on
 * the earlier part of the traffic; the job fills its profiles from the same part; then the later
 * part streams, and what comes out is compared with what went in.
 */
final class Demo {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long POLL_NANOS = 5_000_000L;
  private static final long CHECK_NANOS = 1_000_000_000L;

  private final DemoSettings settings;
  private final PrintWriter out;
  private final boolean terminal;

  Demo(DemoSettings settings, PrintWriter out, boolean terminal) {
    this.settings = settings;
    this.out = out;
    this.terminal = terminal;
  }

  DemoReport run() throws Exception {
    try (TemporaryDirectory temporary = TemporaryDirectory.create("alcedo-demo-")) {
      return run(temporary.path(), new DemoConfig(settings, temporary.path()));
    }
  }

  private DemoReport run(Path directory, DemoConfig config) throws Exception {
    say("starting a Kafka broker and a Flink cluster in this process ...");
    CompletableFuture<DemoCluster> starting =
        CompletableFuture.supplyAsync(() -> startCluster(directory));
    Traffic traffic = traffic();
    KeysetSource keys = KeysetSource.createIfAbsent(config.keys());
    FirstModel model = train(config, traffic);
    try (DemoCluster cluster = starting.join()) {
      say(
          "broker at "
              + cluster.kafka().bootstrapServers()
              + "; filling profiles from history ...");
      AlcedoConfig scoring = config.scoring(cluster.kafka().bootstrapServers());
      StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
      ScoringJob.build(environment, scoring, traffic.earlier());
      cluster.submit("scoring", environment);
      return stream(cluster, config, scoring, traffic, model, keys.load());
    }
  }

  private DemoReport stream(
      DemoCluster cluster,
      DemoConfig config,
      AlcedoConfig scoring,
      Traffic traffic,
      FirstModel model,
      Keyset keyset)
      throws Exception {
    FeaturePlan plan = FeaturePlans.named(settings.featureSet());
    Framing framing = cluster.kafka().framing();
    Scoreboard scoreboard = new Scoreboard(cluster.partitions(), model.version().version());
    Circle circle = new Circle(System::nanoTime);
    DirectLabels labels = new DirectLabels(plan, keyset, framing, InstantSource.system());
    FeedbackTraffic feedback =
        new FeedbackTraffic(
            framing,
            labels,
            event -> scoreboard.ledger(event.getInputPartition()).truth(event.getInputOffset()));
    try (ResultReader results =
            ResultReader.start(cluster.kafka(), scoreboard, circle, feedback::alert);
        TrafficWriter writer =
            writer(cluster.kafka(), settings.learning() ? feedback : labels, scoreboard)) {
      Iterator<LabelledTransaction> later = skipEarlier(traffic, labels);
      awaitHistory(cluster, traffic);
      say("metrics at http://127.0.0.1:" + MetricsPage.portOfProcess() + "/metrics; streaming ...");
      Learning learning =
          settings.learning()
              ? new Learning(
                  new Learning.Sight(circle, feedback, new Challenge(config.versions(), circle)),
                  traffic,
                  later,
                  new LearningJob(cluster, config, model, scoring))
              : null;
      Stream stream = new Stream(settings, cluster, results, scoreboard, writer, learning);
      stream.run(later, traffic.laterCount(), screen(scoreboard, plan, learning));
      return report(stream, scoreboard, writer, traffic, learning);
    }
  }

  private LiveScreen screen(Scoreboard scoreboard, FeaturePlan plan, @Nullable Learning learning) {
    return new LiveScreen(
        out,
        terminal ? TerminalSize.ofProcess() : null,
        scoreboard,
        new AlertText(plan),
        learning == null ? null : learning.circle(),
        settings.duration(),
        System::nanoTime);
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

  private FirstModel train(DemoConfig config, Traffic traffic) throws Exception {
    say(
        String.format(
            Locale.ROOT,
            "training a first model on %,d earlier transactions ...",
            traffic.earlierCount()));
    FirstModel model = FirstModel.train(config, settings.featureSet(), traffic);
    say(
        String.format(
            Locale.ROOT,
            "model %s: average precision %.3f, ROC AUC %.3f on its validation part",
            model.version().version(),
            model.manifest().metrics().getOrDefault("averagePrecision", Double.NaN),
            model.manifest().metrics().getOrDefault("auc", Double.NaN)));
    return model;
  }

  private static TrafficWriter writer(
      KafkaConnection kafka, FollowUps followUps, Scoreboard scoreboard) {
    return new TrafficWriter(
        kafka.producer(),
        kafka.framing(),
        followUps,
        (sent, partition, offset) -> scoreboard.ledger(partition).sent(offset, sent.fraud()));
  }

  /**
   * Waits until all history has passed the profiles, so that the first vector equals a replay's.
   */
  private static void awaitHistory(DemoCluster cluster, Traffic traffic) throws Exception {
    ScoringMetrics metrics = ScoringMetrics.ofProcess();
    Readiness readiness = ProcessMetrics.get().readiness();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long checked = System.nanoTime();
    while (!readiness.missing(Readiness.Role.SCORING).isEmpty()
        || metrics.transactions(TransactionOutcome.HISTORY).get() < traffic.earlierCount()) {
      long now = System.nanoTime();
      if (now - checked > CHECK_NANOS) { // an answer costs the cluster a copy of the whole graph
        checked = now;
        cluster.checkJobs();
      }
      if (now > deadline) {
        throw new IllegalStateException(
            "The job is ready within "
                + PATIENCE.toSeconds()
                + " s: missing="
                + readiness.missing(Readiness.Role.SCORING)
                + ", history="
                + (long) metrics.transactions(TransactionOutcome.HISTORY).get());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Passes over the earlier part; frauds in it that are reported later will be, in the stream. */
  private static Iterator<LabelledTransaction> skipEarlier(Traffic traffic, DirectLabels labels) {
    Iterator<LabelledTransaction> all = traffic.all();
    for (long i = 0; i < traffic.earlierCount() && all.hasNext(); i++) {
      LabelledTransaction earlier = all.next();
      if (earlier.labelKnownAt() > traffic.end()) {
        labels.follow(earlier);
      }
    }
    return all;
  }

  private static DemoReport report(
      Stream stream,
      Scoreboard scoreboard,
      TrafficWriter writer,
      Traffic traffic,
      @Nullable Learning learning) {
    Conservation conservation =
        Conservation.of(scoreboard, stream.endOffsets(), stream.recognised());
    Quality quality = Quality.of(scoreboard, stream.endOffsets().length);
    DemoReport.Latency latency =
        new DemoReport.Latency(
            scoreboard.latency().getValueAtPercentile(50),
            scoreboard.latency().getValueAtPercentile(99),
            scoreboard.latency().getValueAtPercentile(99.9));
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
        quality.transactions(),
        quality.auc(),
        quality.averagePrecision(),
        quality.averagePrecisionFirstModel(),
        scoreboard.modelVersion(),
        scoreboard.modelSpans(),
        scoreboard.swapPauseMillis(),
        scoreboard.longestPauseMillis(),
        stream.rate(),
        stream.firstAnswerAfterMillis(ManagementFactory.getRuntimeMXBean().getStartTime()) / 1000.0,
        learning == null ? null : LearningReport.of(learning),
        traffic.earlierCount());
  }

  private void say(String what) {
    out.println(what);
    out.flush();
  }
}
