package io.alcedo.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeatureReplay;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.LocalFlink;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.IngestedSerializer;
import io.alcedo.scoring.stage.FeatureStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history, then a live stream that begins with what the history ended with. */
class BootstrapTest {
  private static final int PAST = 400;
  private static final int LIVE = 300;
  private static final int REPEATED = 20;

  @TempDir private Path directory;

  @Test
  void theFirstLiveVectorIsThatOfAReplayEvenAcrossAFailure() throws Exception {
    List<String> past = HistoryFixture.rows(0, PAST, "2026-03-01T00:00:00Z", 1);
    List<String> live = HistoryFixture.rows(PAST, LIVE, "2026-03-01T06:00:00Z", 2);
    List<String> overlapping = new ArrayList<>(past.subList(PAST - REPEATED, PAST));
    overlapping.addAll(live);
    HistoryFixture history = HistoryFixture.write(directory, "past", past);
    HistoryFixture stream = HistoryFixture.write(directory, "stream", overlapping);
    FeatureReplay replay = new FeatureReplay(HistoryFixture.PLAN.compile());
    history.replay(replay);
    Map<String, float[]> expected = HistoryFixture.write(directory, "live", live).replay(replay);

    run(
        HybridSource.builder(new HistorySource(history.file, history.settings, true))
            .addSource(new HistorySource(stream.file, stream.settings, false))
            .build());

    assertThat(FailingOnce.failed).isTrue();
    assertThat(Collected.EVENTS)
        .extracting(BootstrapTest::id)
        .containsAll(expected.keySet())
        .allSatisfy(id -> assertThat(expected).containsKey(id));
    assertThat(Collected.EVENTS)
        .allSatisfy(
            event ->
                assertThat(event.requiredVector())
                    .as(id(event))
                    .isEqualTo(expected.get(id(event))));
  }

  private static String id(TransactionEvent event) {
    return event.row().required(TransactionRow.TRANSACTION_ID);
  }

  private static void run(Source<Ingested, ?, ?> source) throws Exception {
    Collected.EVENTS.clear();
    FailingOnce.failed = false;
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment env = LocalFlink.environment(1, configuration);
    env.getConfig().enableObjectReuse();
    DataStream<Ingested> ingested =
        env.fromSource(
                source,
                WatermarkStrategy.noWatermarks(),
                "source",
                IngestedSerializer.type(RowLayout.STANDARD))
            .uid("source");
    FeatureStage.attach(
            ingested,
            new FeatureStage.Settings(HistoryFixture.PLAN, Duration.ofHours(1), Duration.ofDays(1)))
        .vectors()
        .map(new FailingOnce())
        .returns(EventTypes.transactions(RowLayout.STANDARD))
        .uid("failing-once")
        .sinkTo(new Collected())
        .uid("collected");
    env.execute("bootstrap");
  }

  /** Fails in the middle of the stream, after at least one checkpoint; slow enough for some. */
  private static final class FailingOnce implements MapFunction<ScoringEvent, TransactionEvent> {
    private static volatile boolean failed;
    private int seen;

    @Override
    public TransactionEvent map(ScoringEvent event) {
      LockSupport.parkNanos(2_000_000);
      seen++;
      if (!failed && seen == LIVE / 2) {
        failed = true;
        throw new IllegalStateException("A failure on purpose");
      }
      return (TransactionEvent) event;
    }
  }

  /** Keeps what it is given in this JVM. */
  private static final class Collected implements Sink<TransactionEvent> {
    private static final Queue<TransactionEvent> EVENTS = new ConcurrentLinkedQueue<>();

    @Override
    public SinkWriter<TransactionEvent> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(TransactionEvent event, Context context) {
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
