package io.alcedo.scoring.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GuardFunctionTest {
  private static final ModelVersion NEW = new ModelVersion("2", "d2");
  private static final ModelVersion OLD = new ModelVersion("1", "d1");

  private OneInputStreamOperatorTestHarness<WindowSummary, Emission> harness;

  @BeforeEach
  void open() throws Exception {
    Asked.REASONS.clear();
    Asked.FAILURES.set(0);
    Asked.refusing = false;
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void rollsAFailingModelBackOnceAndSaysSo() throws Exception {
    double before = ScoringMetrics.ofProcess().guard().rollbacks("ERRORS").get();
    process(failing(2));
    assertThat(reason()).startsWith("swap 2 ERRORS: it failed to score 500 of 500 transactions");
    await(() -> ScoringMetrics.ofProcess().guard().rollbacks("ERRORS").get() == before + 1);
    process(failing(2));
    assertThat(Asked.REASONS.poll(200, TimeUnit.MILLISECONDS)).isNull();

    List<ModelStatus> statuses = statuses();
    assertThat(statuses).hasSize(1);
    assertThat(statuses.get(0).getState()).isEqualTo(ModelState.REJECTED);
    assertThat(statuses.get(0).getCode()).isEqualTo("GUARD_ERRORS");
    assertThat(statuses.get(0).getHost()).endsWith("/guard");
    assertThat(statuses.get(0).getGeneration()).isEqualTo(2);

    // The next promotion that misbehaves is another case.
    process(failing(4));
    assertThat(reason()).startsWith("swap 2 ERRORS");
  }

  @Test
  void asksAgainWhereNobodyAnswered() throws Exception {
    double before = ScoringMetrics.ofProcess().guard().failures("unreachable").get();
    Asked.FAILURES.set(2);
    process(failing(2));
    reason();
    for (int failure = 1; failure <= 2; failure++) {
      double expected = before + failure;
      await(() -> ScoringMetrics.ofProcess().guard().failures("unreachable").get() == expected);
      await(
          () -> {
            process(failing(2)); // until the thread is free again
            return !Asked.REASONS.isEmpty();
          });
      reason();
    }
    assertThat(statuses()).hasSize(1);
  }

  @Test
  void leavesItWhereThereIsNoWayBack() throws Exception {
    Asked.refusing = true;
    double before = ScoringMetrics.ofProcess().guard().failures("refused").get();
    process(failing(2));
    reason();
    await(() -> ScoringMetrics.ofProcess().guard().failures("refused").get() == before + 1);
    process(failing(2));
    assertThat(Asked.REASONS.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void shiftThatBothSeeRaisesTheAlarmAfterARestoreToo() throws Exception {
    double before = ScoringMetrics.ofProcess().guard().alarms().get();
    for (int window = 0; window < 3; window++) {
      process(alone(1));
    }
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    process(attacked(2));
    process(attacked(2));
    assertThat(ScoringMetrics.ofProcess().guard().alarm().get()).isEqualTo(1);
    assertThat(ScoringMetrics.ofProcess().guard().alarms().get()).isEqualTo(before + 1);
    assertThat(Asked.REASONS).isEmpty();
    assertThat(statuses()).isEmpty();
    process(alone(3));
    assertThat(ScoringMetrics.ofProcess().guard().alarm().get()).isZero();
  }

  private static OneInputStreamOperatorTestHarness<WindowSummary, Emission> harness()
      throws Exception {
    AlcedoConfig config =
        AlcedoConfig.of(
            Map.of(
                "kafka.bootstrap_servers", "unused:1",
                "privacy.keyset_file", "unused",
                "model.bundle", "unused"));
    OneInputStreamOperatorTestHarness<WindowSummary, Emission> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new GuardFunction(config, "swap", new Asked())),
            WindowSummary.TYPE.createSerializer(new SerializerConfigImpl()));
    harness.setup(Emission.TYPE.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private void process(WindowSummary summary) throws Exception {
    harness.processElement(summary, 0);
  }

  private static String reason() throws Exception {
    String reason = Asked.REASONS.poll(60, TimeUnit.SECONDS);
    assertThat(reason).as("a rollback is asked for").isNotNull();
    return reason;
  }

  private List<ModelStatus> statuses() throws Exception {
    RecordDecoder<ModelStatus> decoder =
        new RecordDecoder<>(new SingleObjectFraming(), ModelStatus.class);
    List<ModelStatus> statuses = new java.util.ArrayList<>();
    for (Emission emission : harness.extractOutputValues()) {
      statuses.add(decoder.decode(emission.value()));
    }
    return statuses;
  }

  private static WindowSummary failing(long generation) {
    return new WindowSummary(
        generation,
        List.of(
            new ModelWindow(NEW, 500, 500, 0, 25, 0, 0, new ScoreHistogram()),
            new ModelWindow(OLD, 500, 0, 0, 0, 20, 0, new ScoreHistogram())),
        1,
        PairWindow.empty());
  }

  private static WindowSummary alone(long generation) {
    ScoreHistogram quiet = ScoreHistogram.of(new long[] {2_970, 10, 5, 5, 4, 3, 2, 1});
    return new WindowSummary(
        generation, List.of(new ModelWindow(OLD, 3_000, 0, 0, 0, 100, 0, quiet)), -1, null);
  }

  private static WindowSummary attacked(long generation) {
    ScoreHistogram active =
        ScoreHistogram.of(new long[] {1_000, 100, 100, 200, 400, 600, 400, 200});
    ScoreHistogram former = ScoreHistogram.of(new long[] {1_300, 200, 300, 300, 400, 300, 150, 50});
    return new WindowSummary(
        generation,
        List.of(
            new ModelWindow(NEW, 3_000, 0, 0, 0, 100, 0, active),
            new ModelWindow(OLD, 3_000, 0, 0, 0, 100, 0, former)),
        1,
        new PairWindow(3_000, 800, 100, 800, active, former));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  /** Writes down what is asked; the first ones fail as they are told to. */
  private static final class Asked implements WayBack {
    private static final long serialVersionUID = 1L;

    static final BlockingQueue<String> REASONS = new LinkedBlockingQueue<>();
    static final AtomicInteger FAILURES = new AtomicInteger();
    static volatile boolean refusing;

    @Override
    public void rollBack(String modelName, ModelVersion active, String reason)
        throws RefusedChangeException, IOException {
      REASONS.add(modelName + ' ' + active.version() + ' ' + reason);
      if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IOException("nobody answers, on purpose");
      }
      if (refusing) {
        Change.rollBack().applyTo(Assignment.none(modelName), 1);
      }
    }
  }
}
