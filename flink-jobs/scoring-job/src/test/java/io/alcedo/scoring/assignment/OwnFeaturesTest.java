package io.alcedo.scoring.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureColumns;
import io.alcedo.features.FeatureReplay;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureUnion;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.ShadowScore;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.LocalFlink;
import io.alcedo.scoring.ScoringPipeline;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.TestModel;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.OutputTopic;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.inference.BundleModelSource;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.IngestedSerializer;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.training.Packaging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A challenger with features of its own shadows a job that never computed them. */
@Timeout(300)
class OwnFeaturesTest {
  private static final int TRANSACTIONS = 600;
  private static final int AMOUNT = RowLayout.STANDARD.index("amountMinor");
  private static final int CURRENCY = RowLayout.STANDARD.index("currency");
  private static final PlanSource OWN =
      new PlanSource(
          """
          name: own
          entities: {card: cardToken, terminal: terminalId}
          features:
            - {name: amount, value: baseAmount, family: amount}
            - {name: card_count, count: card, window: 1d, family: velocity}
            - {name: terminal_count, count: terminal, window: 1d, family: velocity}
          """,
          "own.yaml",
          List.of());

  private static final String CHALLENGER =
      """
      name: challenger
      entities: {shop: terminalId, holder: cardToken}
      features:
        - {name: shop_sum, sum: baseAmount, by: shop, window: 6h, family: amount}
        - {name: card_count, ratio: baseAmount, by: holder, window: 12h, family: amount}
        - {name: day_count, count: holder, window: 1d, family: velocity}
        - {name: spent, value: baseAmount, family: amount}
      """;

  @TempDir private Path directory;

  @Test
  void itsScoresAreThoseOfAReplayByTheUnion() throws Exception {
    FeatureSet challenger = FeatureSet.parse(CHALLENGER, "challenger.yaml");
    TestModel.write(OWN.compile(), directory.resolve("own"));
    BundleManifest written =
        TestModel.write(
            challenger.compile(),
            "shop_sum",
            40_000,
            new Packaging(CHALLENGER, null),
            directory.resolve("challenger"));
    Path stored = directory.resolve("store").resolve("test-model").resolve(written.version());
    Files.createDirectories(stored.getParent());
    Files.move(directory.resolve("challenger"), stored);
    ModelBundle shadow = ModelBundle.read(stored);

    run(new ModelVersion(written.version(), shadow.digest()));

    FeatureUnion union = OWN.union(List.of(CHALLENGER));
    assertThat(union.places()).isEqualTo(5);
    List<RiskEvent> events = records(OutputTopic.RISK_EVENTS, RiskEvent.class);
    Map<String, float[]> vectors = replay(union);
    assertThat(events).hasSize(TRANSACTIONS);
    assertVectorsSayWhatTheyHold(
        union, vectors, FeatureCatalogue.ofStore(directory.resolve("store")));
    assertThat(shadowScoresThatEqual(expected(shadow, union, vectors), events))
        .as("transactions that the challenger scored")
        .isGreaterThan(TRANSACTIONS / 4);
    Map<String, Double> own = expected(ModelBundle.read(directory.resolve("own")), union, vectors);
    for (RiskEvent event : events) {
      assertThat(event.getScore()).isCloseTo(own.get(event.getTransactionId()), within(1e-6));
    }
  }

  private static int shadowScoresThatEqual(Map<String, Double> expected, List<RiskEvent> events) {
    int shadowed = 0;
    for (RiskEvent event : events) {
      for (ShadowScore score : event.getShadowScores()) {
        if (score.getScore() == null) {
          // Passed over, as shadows are first when much waits.
          continue;
        }
        assertThat(score.getScore())
            .as(event.getTransactionId())
            .isCloseTo(expected.get(event.getTransactionId()), within(1e-6));
        shadowed++;
      }
    }
    assertThat(expected.values()).as("scores differ").anyMatch(score -> score > 0.5);
    return shadowed;
  }

  private static void assertVectorsSayWhatTheyHold(
      FeatureUnion union, Map<String, float[]> expected, FeatureCatalogue catalogue)
      throws Exception {
    Map<String, Integer> tagged = new HashMap<>();
    for (ScoredFeatures features : records(OutputTopic.SCORED_FEATURES, ScoredFeatures.class)) {
      List<Float> vector = features.getVector();
      assertThat(features.getFeatureSetHash()).isEqualTo(union.hash(vector.size()));
      for (int i = 0; i < vector.size(); i++) {
        assertThat(vector.get(i)).isEqualTo(expected.get(features.getTransactionId())[i]);
      }
      tagged.merge(features.getFeatureSetHash(), 1, Integer::sum);
    }
    assertThat(tagged).containsOnlyKeys(OWN.compile().hash(), union.hash(5));
    for (int added = 0; added <= 1; added++) {
      FeatureColumns columns = union.columns(union.places(added));
      assertThat(catalogue.find(columns.hash())).isEqualTo(columns);
    }
  }

  private static Map<String, float[]> replay(FeatureUnion union) {
    FeatureReplay replay = new FeatureReplay(union.compile(RowLayout.STANDARD));
    Map<String, float[]> vectors = new HashMap<>();
    for (TransactionEvent event : stream()) {
      vectors.put(
          event.row().required(TransactionRow.TRANSACTION_ID),
          replay.transaction(event.idHash(), event.row()));
    }
    return vectors;
  }

  private static Map<String, Double> expected(
      ModelBundle bundle, FeatureUnion union, Map<String, float[]> vectors) throws Exception {
    FeatureBinding binding = FeatureBinding.bind(bundle.manifest(), union.names(), union.hashes());
    Map<String, Double> scores = new HashMap<>();
    try (OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
      float[] row = new float[binding.size()];
      float[] score = new float[1];
      for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
        binding.gather(vector.getValue(), row, 0);
        model.score(row, 1, score);
        scores.put(vector.getKey(), (double) score[0]);
      }
    }
    return scores;
  }

  private void run(ModelVersion shadow) throws Exception {
    Collected.EMISSIONS.clear();
    AlcedoConfig config =
        AlcedoConfig.of(
            Map.of(
                "kafka.bootstrap_servers", "unused:1",
                "privacy.keyset_file", "unused",
                "features.set", "unused",
                "model.bundle", directory.resolve("own").toString(),
                "model.store", directory.resolve("store").toString(),
                "model.allow_unsigned", "true",
                "decision.deadline", "1h",
                "metrics.port", "0"));
    StreamExecutionEnvironment env = LocalFlink.environment(1, new Configuration());
    env.getConfig().enableObjectReuse();
    ScoringPipeline pipeline =
        ScoringPipeline.attach(
            env.addSource(new Transactions(), "source", IngestedSerializer.type(RowLayout.STANDARD))
                .uid("source"),
            env.addSource(new Assigned(shadow), "assignments", AssignmentSerializer.type())
                .uid("assignments"),
            config,
            OWN,
            null,
            new BundleModelSource(config.model()),
            FirstRoster.own(config.model(), OWN));
    pipeline.decisions().sinkTo(new Collected()).uid("decisions");
    pipeline.notices().sinkTo(new Collected()).uid("notices");
    env.execute("own-features");
  }

  /** Returns the transactions, always the same. */
  private static List<TransactionEvent> stream() {
    Random random = new Random(3);
    List<TransactionEvent> events = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      TransactionEvent event =
          TestEvents.transaction("t" + i, "c" + random.nextInt(9), "s" + random.nextInt(4), i);
      long minor = 1_000 + random.nextInt(99_000);
      event.row().setNumber(TransactionRow.BASE_AMOUNT_MINOR, minor);
      event.row().setNumber(AMOUNT, minor);
      event.row().setText(CURRENCY, "EUR");
      events.add(event);
    }
    return events;
  }

  private static <T extends SpecificRecord> List<T> records(OutputTopic topic, Class<T> type)
      throws Exception {
    RecordDecoder<T> decoder = new RecordDecoder<>(new SingleObjectFraming(), type);
    List<T> records = new ArrayList<>();
    for (Emission emission : Collected.EMISSIONS) {
      if (emission.topic() == topic) {
        records.add(decoder.decode(emission.value()));
      }
    }
    return records;
  }

  /** Gives out half of the transactions, and the others when the challenger is loaded. */
  private static final class Transactions implements SourceFunction<Ingested> {
    private static final long serialVersionUID = 1L;
    private volatile boolean cancelled;

    @Override
    public void run(SourceContext<Ingested> context) throws Exception {
      List<TransactionEvent> events = stream();
      for (int i = 0; i < events.size() && !cancelled; i++) {
        while (i == events.size() / 2 && !loaded() && !cancelled) {
          LockSupport.parkNanos(10_000_000);
        }
        LockSupport.parkNanos(500_000);
        synchronized (context.getCheckpointLock()) {
          context.collect(new Ingested.Accepted(events.get(i)));
        }
      }
    }

    private static boolean loaded() throws Exception {
      return records(OutputTopic.MODEL_STATUS, ModelStatus.class).stream()
          .anyMatch(
              status -> status.getState() == ModelState.LOADED && status.getGeneration() == 1);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Assigns the shadow when a quarter of the transactions has been decided. */
  private static final class Assigned implements SourceFunction<Assignment> {
    private static final long serialVersionUID = 1L;

    private final ModelVersion shadow;
    private volatile boolean cancelled;

    Assigned(ModelVersion shadow) {
      this.shadow = shadow;
    }

    @Override
    public void run(SourceContext<Assignment> context) {
      while (!cancelled && Collected.EMISSIONS.size() < TRANSACTIONS / 2) {
        LockSupport.parkNanos(1_000_000);
      }
      synchronized (context.getCheckpointLock()) {
        context.collect(new Assignment("test-model", 1, null, null, 0, List.of(shadow), null, 0));
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Keeps what it is given in this JVM. */
  private static final class Collected implements Sink<Emission> {
    private static final long serialVersionUID = 1L;
    private static final Queue<Emission> EMISSIONS = new ConcurrentLinkedQueue<>();

    @Override
    public SinkWriter<Emission> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Emission emission, Context context) {
          EMISSIONS.add(emission);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
