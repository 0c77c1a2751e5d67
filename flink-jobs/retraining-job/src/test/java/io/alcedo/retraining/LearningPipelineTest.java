package io.alcedo.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ClockKind;
import io.alcedo.operations.settings.PortRange;
import io.alcedo.retraining.ingest.Incoming;
import io.alcedo.retraining.ingest.Incoming.Became;
import io.alcedo.retraining.ingest.Incoming.Reported;
import io.alcedo.retraining.ingest.Incoming.Scored;
import io.alcedo.retraining.ingest.IncomingSerializer;
import io.alcedo.retraining.ingest.Origin;
import io.alcedo.retraining.join.JoinSettings;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import io.alcedo.retraining.trigger.TrainingSignalSerializer;
import io.alcedo.retraining.verdict.Meaning;
import io.alcedo.retraining.verdict.Ruling;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.build.DatasetSettings;
import io.alcedo.training.dataset.build.DatedDataset;
import io.alcedo.training.dataset.dated.DatedFiles;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.leak.SeparationCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data side of the job in a cluster, without Kafka. */
class LearningPipelineTest {
  private static final int TRANSACTIONS = 600;
  private static final Ruling FRAUD = new Ruling(Meaning.FRAUD, 400);
  private static final Ruling TAKEN_BACK = new Ruling(Meaning.WITHDRAWN, 0);
  private static final Requested REQUEST = new Requested(5, "c-1", "anna", "new fraud");
  private static final String SET =
      """
      name: test
      entities: {card: cardToken}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_7d, count: card, window: 7d, family: velocity}
      """;

  @TempDir private Path directory;

  @Test
  void aDatasetIsBuiltOfWhatItKeeps() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    FeaturePlan plan = FeatureSet.parse(SET, "test.yaml").compile();
    List<Incoming> incoming = incoming(plan.hash());
    Collections.shuffle(incoming, new Random(seed));
    incoming.addAll(withdrawals());

    List<TrainingSignal> signals = run(incoming);

    Set<String> frauds = new TreeSet<>();
    for (Label label : read("verdicts/labels", Label.class)) {
      boolean fraud = label.getVerdict() == Verdict.FRAUD;
      assertThat(label.getRevision()).as("seed=%d", seed).isEqualTo(fraud ? 1 : 2);
      assertThat(label.getEntities()).containsKey("cardToken");
      if (fraud) {
        assertThat(frauds.add(label.getTransactionId())).as("told once, seed=%d", seed).isTrue();
      }
    }
    assertThat(frauds).hasSize(TRANSACTIONS / 10);
    assertThat(read("scored-features", ScoredFeatures.class)).hasSize(TRANSACTIONS);
    assertThat(read("verdicts/outcomes", Outcome.class)).hasSize(TRANSACTIONS);
    Dataset dataset = dataset(plan);
    assertThat(dataset.rows().set().frauds()).as("seed=%d", seed).isEqualTo(TRANSACTIONS / 20);
    assertThat(dataset.rows().set().size()).isEqualTo(TRANSACTIONS);
    assertThat(signals).contains(REQUEST);
    assertThat(
            signals.stream()
                .filter(LabelsMatured.class::isInstance)
                .mapToLong(signal -> ((LabelsMatured) signal).count())
                .sum())
        .isEqualTo(TRANSACTIONS / 10 + TRANSACTIONS / 20);
  }

  private List<TrainingSignal> run(List<Incoming> incoming) throws Exception {
    StreamExecutionEnvironment environment = LocalFlink.environment(2, new Configuration());
    environment.enableCheckpointing(200);
    LearningPipeline pipeline =
        LearningPipeline.attach(
            environment.fromData(incoming, IncomingSerializer.TYPE).uid("source").setParallelism(1),
            environment
                .fromData(List.<TrainingSignal>of(REQUEST), TrainingSignalSerializer.TYPE)
                .uid("commands"),
            new JoinSettings(Duration.ofDays(30), Duration.ofDays(1), Duration.ofDays(7)),
            ClockKind.WALL,
            Duration.ofDays(1),
            new AlcedoConfig.Metrics(new PortRange(0, 0), "127.0.0.1", false, new PortRange(0, 0)));
    RetrainingJob.keep(pipeline, directory.toString());
    List<TrainingSignal> signals = new ArrayList<>();
    try (CloseableIterator<TrainingSignal> out = pipeline.signals().executeAndCollect()) {
      out.forEachRemaining(signals::add);
    }
    return signals;
  }

  private <T extends SpecificRecord> List<T> read(String below, Class<T> type) throws Exception {
    List<T> records = new ArrayList<>();
    Path root = directory.resolve(below);
    for (Path part : new DatedFiles(root).parts(LocalDate.MAX)) {
      DatedFiles.<T>read(
          part, type.getDeclaredConstructor().newInstance().getSchema(), records::add);
      String day = String.valueOf(root.relativize(part).getName(0));
      records.forEach(record -> assertThat(day).startsWith("dt=2026-03-"));
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile))
          .as("all parts are whole")
          .hasSameSizeAs(new DatedFiles(root).parts(LocalDate.MAX));
    }
    return records;
  }

  private Dataset dataset(FeaturePlan plan) throws Exception {
    Instant end = TestRecords.START.plus(Duration.ofHours(TRANSACTIONS));
    HistoryWindow window =
        HistoryWindow.between(TestRecords.START, end)
            .knownBy(end.plus(Duration.ofDays(30)))
            .withMaturity(Duration.ofHours(1))
            .withProof(GenuineProof.SETTLED);
    DatasetSettings settings =
        new DatasetSettings(
            window,
            null,
            DatasetSettings.Split.STANDARD,
            new DatasetSettings.Checks(1, SeparationCheck.DEFAULT_BOUND, Set.of()),
            Duration.ofHours(1),
            17);
    return new DatedDataset(plan, settings)
        .make(directory.resolve("scored-features"), directory.resolve("verdicts"));
  }

  /** An hour apart each; every tenth is reported as fraud. */
  private static List<Incoming> incoming(String featureSetHash) {
    List<Incoming> incoming = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      String id = "t-" + i;
      ScoredFeatures scored = TestRecords.scored(id, i);
      scored.setFeatureSetHash(featureSetHash);
      scored.setVector(new ArrayList<>(List.of((float) (i % 7), 1f)));
      incoming.add(new Scored(scored));
      incoming.add(new Became(TestRecords.settled(id, i + 1)));
      long known = scored.getEventTime().plus(Duration.ofHours(30)).toEpochMilli();
      if (i % 10 == 0) {
        incoming.add(
            reported(id, new Statement(1, FeedbackSource.CHARGEBACK, FRAUD, 0, null, known)));
      }
    }
    return incoming;
  }

  /** Takes back every second report of fraud. */
  private static List<Incoming> withdrawals() {
    List<Incoming> withdrawals = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i += 20) {
      long known = TestRecords.START.plus(Duration.ofHours(i + 31)).toEpochMilli();
      withdrawals.add(
          reported(
              "t-" + i, new Statement(2, FeedbackSource.CHARGEBACK, TAKEN_BACK, 0, null, known)));
    }
    return withdrawals;
  }

  private static Reported reported(String id, Statement statement) {
    return new Reported("shop", id, statement, new Origin("feedback", 0, 0));
  }
}
