package io.alcedo.local.bench;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.CommandFailure;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.bench.ThroughputReport.Kind;
import io.alcedo.local.bench.ThroughputReport.Round;
import io.alcedo.local.embedded.EmbeddedFlink;
import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.topics.TopicProvisioner;
import io.alcedo.local.traffic.FollowUps;
import io.alcedo.local.traffic.TrafficWriter;
import io.alcedo.local.train.ModelMaker;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.progress.TrainingProgress;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs the whole job, the empty one and the bare copy in turn over the same topic, in this process,
 * with a model that is trained on what the simulation paid before. Profiles start empty in every
 * round and fill as it goes. Every partition belongs to one subtask.
 */
final class ThroughputBench implements AutoCloseable {
  /** The part of a round's processor time that the compiler may have once the code is warm. */
  private static final double WARM = 0.03;

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /**
   * What is measured.
   *
   * @param history transactions that the model is trained on
   * @param transactions that each round reads
   * @param warmUpRounds the most rounds of each job that do not count; there are fewer where the
   *     just-in-time compiler has less to do sooner
   * @param rounds of each job, the warm-up aside
   * @param parallelism subtasks of each operator
   * @param featureSet the name or path of the feature set
   */
  record Settings(
      long history,
      long transactions,
      int warmUpRounds,
      int rounds,
      int parallelism,
      String featureSet) {}

  private final Settings settings;
  private final PrintWriter out;
  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;

  private ThroughputBench(
      Settings settings,
      PrintWriter out,
      Path directory,
      EmbeddedKafka kafka,
      EmbeddedFlink flink) {
    this.settings = settings;
    this.out = out;
    this.directory = directory;
    this.kafka = kafka;
    this.flink = flink;
  }

  /** Starts broker and cluster in a temporary directory, which {@link #close} removes. */
  static ThroughputBench start(Settings settings, PrintWriter out) throws IOException {
    Path directory = Files.createTempDirectory("alcedo-bench");
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    Path work = Files.createDirectories(directory.resolve("flink"));
    EmbeddedFlink flink = EmbeddedFlink.start(settings.parallelism(), work, new Configuration());
    return new ThroughputBench(settings, out, directory, kafka, flink);
  }

  /**
   * Trains, fills the topic and measures.
   *
   * @throws CommandFailure where a job fails or does not answer every transaction once
   */
  ThroughputReport run() throws Exception {
    KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
    KeysetSource.create(directory.resolve(RoundRunner.KEYSET));
    Iterator<LabelledTransaction> traffic = new Simulation(SimulationSettings.standard(1, START));
    try (Admin admin = connection.admin()) {
      new TopicProvisioner(admin).create(settings.parallelism(), (short) 1);
      train(traffic);
      fill(connection, traffic);
      RoundRunner runner = new RoundRunner(settings, directory, connection, admin, flink.cluster());
      return ThroughputReport.of(settings.transactions(), settings.parallelism(), rounds(runner));
    }
  }

  private void train(Iterator<LabelledTransaction> traffic) throws Exception {
    say("training on %,d simulated transactions", settings.history());
    FeaturePlan plan = FeaturePlans.named(settings.featureSet());
    new ModelMaker(plan, TrainingSettings.fast("card-fraud"), InstantSource.system())
        .make(
            first(settings.history(), traffic),
            HistoryWindow.all(),
            directory.resolve(RoundRunner.BUNDLE),
            TrainingProgress.NONE);
  }

  private void fill(KafkaConnection connection, Iterator<LabelledTransaction> traffic) {
    say("writing %,d transactions", settings.transactions());
    try (TrafficWriter writer =
        new TrafficWriter(
            connection.producer(),
            connection.framing(),
            FollowUps.NONE,
            (transaction, partition, offset) -> {})) {
      Iterator<LabelledTransaction> rest = first(settings.transactions(), traffic);
      while (rest.hasNext()) {
        LabelledTransaction next = rest.next();
        // Without its outcome: the rounds are about transactions only.
        writer.write(new LabelledTransaction(next.transaction(), null, 0, null));
      }
      writer.flush();
    }
  }

  private List<Round> rounds(RoundRunner runner) throws Exception {
    boolean warm = false;
    for (int i = 0; i < settings.warmUpRounds() && !warm; i++) {
      warm = warmUp(runner);
    }
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= settings.rounds(); i++) {
      for (Kind kind : Kind.values()) {
        rounds.add(run(runner, kind, "round " + i));
      }
    }
    return rounds;
  }

  /** Runs each job once, and returns whether the compiler had next to nothing to do for them. */
  private boolean warmUp(RoundRunner runner) throws Exception {
    double compiled = 0;
    double used = 0;
    for (Kind kind : Kind.values()) {
      JvmWork work = run(runner, kind, "warm-up").work();
      compiled += work.compilerSeconds();
      used += work.cpuSeconds();
    }
    return compiled < WARM * used;
  }

  private Round run(RoundRunner runner, Kind kind, String name) throws Exception {
    Round round = runner.run(kind);
    say(
        "%-8s  %-9s  %,10.0f transactions/s  %6.2f s  processor %6.2f s, of it compiler %5.2f s",
        name,
        kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        round.perSecond(),
        round.seconds(),
        round.work().cpuSeconds(),
        round.work().compilerSeconds());
    return round;
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  private static Iterator<LabelledTransaction> first(
      long count, Iterator<LabelledTransaction> traffic) {
    return Stream.generate(traffic::next).limit(count).iterator();
  }

  @Override
  public void close() throws Exception {
    flink.close();
    kafka.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
