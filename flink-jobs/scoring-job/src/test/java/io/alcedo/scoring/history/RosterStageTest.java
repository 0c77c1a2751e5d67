package io.alcedo.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeatureReplay;
import io.alcedo.features.FeatureUnion;
import io.alcedo.registry.Assignment;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.LocalFlink;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.IngestedSerializer;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.Roster;
import io.alcedo.scoring.stage.FeatureStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stage whose features grow while transactions pass, and that fails once meanwhile. */
class RosterStageTest {
  private static final int TRANSACTIONS = 900;

  private static final String TERMINALS =
      """
      name: terminals
      entities: {shop: terminalId}
      features:
        - {name: terminal_count, sum: baseAmount, by: shop, window: 6h, family: f}
        - {name: cards_online, distinct: cardToken, by: shop, window: 1h, family: f}
      """;

  private static final String CARDS =
      """
      name: cards
      entities: {holder: cardToken, shop: terminalId}
      features:
        - {name: amount_minor, log: amountMinor, family: f}
        - {name: zscore, zscore: baseAmount, by: holder, window: 12h, family: f}
        - {name: declined, count: holder, window: 20h, where: {outcome: declined}, family: f}
        - {name: frauds, fraud_count: shop, window: 20h, family: f}
        - {name: same, count: holder, window: 1h, family: f}
      """;

  private static final PlanSource ROWS_ONLY =
      new PlanSource(
          "name: rows\nfeatures:\n  - {name: amount, value: baseAmount, family: f}\n",
          "rows.yaml",
          List.of());

  private static final String HOURS =
      "name: hours\nfeatures:\n  - {name: amount, calendar: hour, family: f}\n";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void whatCountsOfAVectorIsThatOfAReplayByTheUnion(String backend) throws Exception {
    FeatureUnion union = HistoryFixture.PLAN.union(List.of(TERMINALS, CARDS));
    HistoryFixture history = HistoryFixture.write(directory, TRANSACTIONS, 5);
    Map<String, float[]> expected =
        history.replay(new FeatureReplay(union.compile(RowLayout.STANDARD)));

    run(
        history,
        HistoryFixture.PLAN,
        1,
        backend,
        roster(1, TERMINALS),
        roster(2, TERMINALS, CARDS));

    assertThat(Slow.failed).isTrue();
    assertThat(Collected.transactions())
        .extracting(RosterStageTest::id)
        .containsAll(expected.keySet());
    for (TransactionEvent event : Collected.transactions()) {
      int planned = event.plannedFeatures();
      assertThat(Arrays.copyOf(event.requiredVector(), planned))
          .as(id(event))
          .isEqualTo(Arrays.copyOf(expected.get(id(event)), planned));
    }
    assertThat(Collected.transactions())
        .extracting(TransactionEvent::plannedFeatures)
        .contains(union.places(0), union.places(2));
    assertPlannedFollowsTheRosters(union);
  }

  /** What is behind a roster may count less than that tells, but never what it does not tell. */
  private static void assertPlannedFollowsTheRosters(FeatureUnion union) {
    int told = 0;
    for (ScoringEvent event : Collected.EVENTS) {
      if (event instanceof RosterEvent roster) {
        told = Math.max(told, roster.roster().featureSets().size());
      } else if (event instanceof TransactionEvent transaction) {
        assertThat(transaction.plannedFeatures()).isBetween(union.places(0), union.places(told));
      }
    }
  }

  @Test
  void everySubtaskFollows() throws Exception {
    FeatureUnion union = HistoryFixture.PLAN.union(List.of(TERMINALS));
    HistoryFixture history = HistoryFixture.write(directory, TRANSACTIONS, 6);

    run(history, HistoryFixture.PLAN, 2, "hashmap", roster(1, TERMINALS));

    List<TransactionEvent> events = Collected.transactions();
    assertThat(events).extracting(RosterStageTest::id).contains("t" + (TRANSACTIONS - 1));
    assertThat(events.subList(events.size() - 100, events.size()))
        .extracting(TransactionEvent::plannedFeatures)
        .containsOnly(union.places());
    assertThat(Collected.EVENTS).filteredOn(RosterEvent.class::isInstance).hasSizeGreaterThan(1);
  }

  @Test
  void aSetWithoutEntitiesFollowsToo() throws Exception {
    FeatureUnion union = ROWS_ONLY.union(List.of(HOURS));
    HistoryFixture history = HistoryFixture.write(directory, TRANSACTIONS, 7);
    Map<String, float[]> expected =
        history.replay(new FeatureReplay(union.compile(RowLayout.STANDARD)));

    run(history, ROWS_ONLY, 1, "hashmap", roster(1, HOURS));

    for (TransactionEvent event : Collected.transactions()) {
      int planned = event.plannedFeatures();
      assertThat(Arrays.copyOf(event.requiredVector(), planned))
          .isEqualTo(Arrays.copyOf(expected.get(id(event)), planned));
    }
    assertThat(Collected.transactions())
        .extracting(TransactionEvent::plannedFeatures)
        .contains(1, 2);
    assertPlannedFollowsTheRosters(union);
  }

  private static Roster roster(long generation, String... featureSets) {
    return new Roster(
        new Assignment("m", generation, null, null, 0, List.of(), null, 0), List.of(featureSets));
  }

  private static String id(TransactionEvent event) {
    return event.row().required(TransactionRow.TRANSACTION_ID);
  }

  private static void run(
      HistoryFixture history, PlanSource plan, int parallelism, String backend, Roster... rosters)
      throws Exception {
    Collected.EVENTS.clear();
    Slow.failed = false;
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment env = LocalFlink.environment(parallelism, configuration);
    env.getConfig().enableObjectReuse();
    DataStream<Ingested> ingested =
        env.fromSource(
                new HistorySource(history.file, history.settings, false),
                WatermarkStrategy.noWatermarks(),
                "source",
                IngestedSerializer.type(RowLayout.STANDARD))
            .uid("source")
            .map(new Slow())
            .returns(IngestedSerializer.type(RowLayout.STANDARD))
            .uid("slow");
    DataStream<Roster> told =
        env.addSource(new Rosters(List.of(rosters)), "rosters", EventTypes.rosters())
            .setParallelism(1)
            .uid("rosters");
    FeatureStage.attach(
            ingested,
            told,
            roster(0),
            new FeatureStage.Settings(plan, Duration.ofHours(1), Duration.ofDays(1)))
        .vectors()
        .sinkTo(new Collected())
        .uid("collected");
    env.execute("rosters");
  }

  /** Tells of another roster whenever another quarter of the transactions has come out. */
  @SuppressWarnings("deprecation") // The successor takes a page for what is six lines here.
  private static final class Rosters implements SourceFunction<Roster> {
    private static final long serialVersionUID = 1L;

    private final List<Roster> rosters;
    private volatile boolean cancelled;

    Rosters(List<Roster> rosters) {
      this.rosters = List.copyOf(rosters);
    }

    @Override
    public void run(SourceContext<Roster> context) {
      for (int i = 0; i < rosters.size(); i++) {
        while (!cancelled && Collected.EVENTS.size() < (i + 1) * TRANSACTIONS / 4) {
          LockSupport.parkNanos(1_000_000);
        }
        synchronized (context.getCheckpointLock()) {
          context.collect(rosters.get(i));
        }
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Fails when two thirds have come out, after at least one checkpoint; slow enough for some. */
  private static final class Slow implements MapFunction<Ingested, Ingested> {
    private static final long serialVersionUID = 1L;
    private static volatile boolean failed;

    @Override
    public Ingested map(Ingested event) {
      LockSupport.parkNanos(1_000_000);
      if (!failed && Collected.EVENTS.size() > TRANSACTIONS * 2 / 3) {
        failed = true;
        throw new IllegalStateException("A failure on purpose");
      }
      return event;
    }
  }

  /** Keeps what it is given in this JVM. */
  private static final class Collected implements Sink<ScoringEvent> {
    private static final long serialVersionUID = 1L;
    private static final Queue<ScoringEvent> EVENTS = new ConcurrentLinkedQueue<>();

    static List<TransactionEvent> transactions() {
      return EVENTS.stream()
          .filter(TransactionEvent.class::isInstance)
          .map(TransactionEvent.class::cast)
          .toList();
    }

    @Override
    public SinkWriter<ScoringEvent> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(ScoringEvent event, Context context) {
          EVENTS.add(event);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
