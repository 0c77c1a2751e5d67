package io.alcedo.scoring.inference;

import static io.alcedo.scoring.inference.ScoreHarness.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.model.BundleException;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.RiskEvent;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScoreOperatorTest {
  private static final int ALWAYS = 1_000_000;

  private ScoreHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new ScoreHarness(Map.of(), new FakeModel(), FakeModel.roster(1, "1"));
    harness.open();
    harness.setProcessingTime(1_000);
  }

  @AfterEach
  void close() throws Exception {
    FakeModel.LET_GO.release(ALWAYS);
    harness.close();
    assertThat(FakeModel.OPEN).hasValue(0);
  }

  @Test
  void emitsTheRecordsOfABatchInOneMail() throws Exception {
    FakeModel.reset(0);
    process(event(0, 0.1f), event(1, 0.6f), event(2, 0.95f));
    assertThat(events()).isEmpty();

    FakeModel.LET_GO.release(ALWAYS);
    harness.endInput();

    assertThat(events()).extracting(RiskEvent::getTransactionId).containsExactly("0", "1", "2");
    assertThat(events())
        .extracting(RiskEvent::getDecision)
        .containsExactly(Decision.APPROVE, Decision.REVIEW, Decision.DECLINE);
    assertThat(events()).allMatch(e -> e.getDecisionSource() == DecisionSource.MODEL);
    assertThat(events()).allMatch(e -> e.getDegradation() == Degradation.NONE);
    assertThat(events()).allMatch(e -> "fake".equals(e.getModelName()));
    assertThat(events().get(0).getReasons()).isEmpty();
    assertThat(events().get(2).getReasons().get(0).getCode()).isEqualTo("AMOUNT");
    assertThat(harness.getSideOutput(AlertNotice.TAG))
        .extracting(record -> record.getValue().cardKey())
        .containsExactly("north|card", "north|card");
    assertThat(harness.vectors().get(1).getVector().get(0)).isEqualTo(0.6f);
    // The first went alone, since the model was idle; the others gathered meanwhile.
    assertThat(FakeModel.BATCHES.subList(0, 2)).containsExactly(1, 2);
  }

  @Test
  void letsTheFallbackDecideAtTheDeadlineAndDropsWhatComesLater() throws Exception {
    FakeModel.reset(0);
    process(event(0, 0.95f, 4_999), event(1, 0.1f, 5_000));

    harness.setProcessingTime(1_249);
    assertThat(events()).isEmpty();
    harness.setProcessingTime(1_250);

    assertThat(events())
        .extracting(RiskEvent::getDecision)
        .containsExactly(Decision.APPROVE, Decision.REVIEW);
    assertThat(events()).allMatch(e -> e.getDecisionSource() == DecisionSource.FALLBACK);
    assertThat(events()).allMatch(e -> e.getDegradation() == Degradation.MODEL_LATE);
    assertThat(events()).allMatch(e -> e.getScore() == null && e.getModelName() == null);

    FakeModel.LET_GO.release(ALWAYS);
    process(event(2, 0.2f));
    harness.endInput();
    assertThat(events()).extracting(RiskEvent::getTransactionId).containsExactly("0", "1", "2");
    assertThat(events().get(2).getDegradation()).isEqualTo(Degradation.NONE);
  }

  @Test
  void letsTheFallbackDecideWhereTheModelFails() throws Exception {
    FakeModel.reset(ALWAYS);
    FakeModel.FAILING.set(true);
    process(event(0, 0.1f));
    harness.prepareSnapshotPreBarrier(1);
    FakeModel.FAILING.set(false);
    process(event(1, 0.1f));
    harness.prepareSnapshotPreBarrier(2);

    assertThat(events())
        .extracting(RiskEvent::getDegradation)
        .containsExactly(Degradation.MODEL_FAILED, Degradation.NONE);
    assertThat(events().get(0).getDecision()).isEqualTo(Decision.APPROVE);
  }

  @Test
  void decidesAllBeforeBarriersAndWatermarks() throws Exception {
    FakeModel.reset(ALWAYS);
    for (int i = 0; i < 50; i++) {
      process(event(i, 0.1f));
    }
    harness.prepareSnapshotPreBarrier(1);
    assertThat(events()).hasSize(50);
    process(event(50, 0.1f));
    harness.processWatermark(10);
    assertThat(events()).hasSize(51);
    assertThat(harness.getOutput().toArray()[harness.getOutput().size() - 1])
        .isInstanceOf(org.apache.flink.streaming.api.watermark.Watermark.class);
  }

  @Test
  void holdsTheStreamBackWhereTooManyWait() throws Exception {
    FakeModel.reset(0);
    for (int i = 0; i < 5; i++) { // one under way, four wait: as many as may
      process(event(i, 0.1f));
    }
    Thread later =
        new Thread(
            () -> {
              await(() -> FakeModel.LET_GO.getQueueLength() > 0);
              FakeModel.LET_GO.release(1);
            });
    later.start();
    process(event(5, 0.1f));
    later.join();
    assertThat(events()).hasSize(1);
  }

  @Test
  void passesHistoryWithoutARecord() throws Exception {
    FakeModel.reset(ALWAYS);
    process(TestEvents.history("h", "card", "t", 0));
    harness.endInput();
    assertThat(events()).isEmpty();
  }

  @Test
  void decidesEachTransactionExactlyOnceWhateverTheModelDoes() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    FakeModel.reset(0);
    int count = 3_000;
    AtomicBoolean working = new AtomicBoolean(true);
    Thread patience =
        new Thread(
            () -> {
              while (working.get()) { // else the bounded queue holds this thread for good
                await(() -> FakeModel.LET_GO.hasQueuedThreads() || !working.get());
                LockSupport.parkNanos(2_000_000);
                FakeModel.LET_GO.release(FakeModel.LET_GO.hasQueuedThreads() ? 1 : 0);
              }
            });
    patience.start();
    for (int i = 0; i < count; i++) {
      process(event(i, random.nextFloat()));
      FakeModel.LET_GO.release(random.nextInt(2));
      if (random.nextInt(40) == 0) {
        FakeModel.FAILING.set(random.nextBoolean());
        harness.setProcessingTime(harness.getProcessingTime() + random.nextInt(300));
      }
      if (random.nextInt(200) == 0) {
        FakeModel.LET_GO.release(ALWAYS);
        harness.prepareSnapshotPreBarrier(i);
        assertThat(events()).as("seed=%d", seed).hasSize(i + 1);
        FakeModel.LET_GO.drainPermits();
      }
    }
    working.set(false);
    patience.join();
    FakeModel.LET_GO.release(ALWAYS);
    harness.endInput();
    List<String> ids = events().stream().map(RiskEvent::getTransactionId).toList();
    assertThat(ids).as("seed=%d", seed).doesNotHaveDuplicates().hasSize(count);
  }

  @Test
  void refusesAModelThatNeedsWhatTheJobLacks() throws Exception {
    try (ScoreHarness other =
        new ScoreHarness(Map.of(), new FakeModel("merchant_age"), FakeModel.roster(1, "1"))) {
      assertThatThrownBy(other::open)
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("missing=[merchant_age]");
    }
  }

  private void process(TransactionEvent... events) throws Exception {
    harness.process(events);
  }

  private List<RiskEvent> events() throws Exception {
    return harness.events();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
