package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.model.BatchCompletion;
import io.alcedo.model.DecidingWork;
import io.alcedo.model.InferenceListener;
import io.alcedo.model.InferenceSettings;
import io.alcedo.model.InferenceWorker;
import io.alcedo.model.LineUp;
import io.alcedo.model.ScoringBatch;
import io.alcedo.model.ServedModel;
import io.alcedo.model.ShadowWork;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a queue holds of models when the task behind it fails. */
@Timeout(60)
class ScoringQueueTest {
  private static final int ALWAYS = 1_000_000;

  @BeforeEach
  void reset() {
    FakeModel.reset(ALWAYS);
  }

  @AfterEach
  void release() {
    FakeModel.HANGING.release(ALWAYS);
  }

  @Test
  void sessionsCloseThoughABatchCouldNotBeEmitted() throws Exception {
    ServedModel active = load("1");
    LineUp lineUp = LineUp.of(1, active);
    active.letGo();
    CountDownLatch done = new CountDownLatch(1);
    ScoringQueue queue = queue(lineUp, (batch, failure) -> done.countDown());
    queue.add(ScoreHarness.event(0, 0.5f), Long.MAX_VALUE);
    done.await();
    assertThatThrownBy(() -> queue.decided(null, 0)).hasMessage("told to fail");
    queue.close();
    assertThat(FakeModel.OPEN).hasValue(0);
  }

  @Test
  void sessionsCloseThoughBatchesBehindShadowsCouldNotBeEmitted() throws Exception {
    ServedModel active = load("1");
    ServedModel shadow = load("2");
    LineUp lineUp = LineUp.of(1, active, null, 0, List.of(shadow), null);
    active.letGo();
    shadow.letGo();
    CountDownLatch done = new CountDownLatch(1);
    ScoringQueue queue = queue(lineUp, (batch, failure) -> done.countDown());
    queue.add(ScoreHarness.event(0, 0.5f), Long.MAX_VALUE);
    done.await();
    queue.decided(null, 0);
    assertThatThrownBy(() -> queue.expire(ALWAYS)).hasMessage("told to fail");
    queue.close();
    assertThat(FakeModel.OPEN).hasValue(0);
  }

  private static ServedModel load(String version) throws Exception {
    return new FakeModel()
        .load("fake", FakeModel.version(version), TestEvents.PLAN.union(List.of()));
  }

  private static ScoringQueue queue(LineUp lineUp, BatchCompletion returns) {
    ScoreHandles handles = new ScoreHandles(ScoringMetrics.ofProcess(), 0);
    return new ScoringQueue(
        new QueueLimits(4, 4, 10),
        InferenceWorker.start(
            "deciding", new DecidingWork(InferenceSettings.DEFAULT, InferenceListener.NONE)),
        returns,
        new ScoringQueue.ShadowStart(
            () -> InferenceWorker.start("shadows", new ShadowWork(InferenceListener.NONE)),
            (batch, failure) -> {}),
        new FailingOutcomes(),
        lineUp,
        handles.modelActive(lineUp.active()));
  }

  /** A task whose outputs are broken. */
  private static final class FailingOutcomes implements ScoringQueue.Outcomes {
    @Override
    public void goesOut(ScoringBatch batch, boolean shadows) {}

    @Override
    public void scored(TransactionEvent event, ScoringBatch batch, int row, boolean shadows) {
      throw new IllegalStateException("told to fail");
    }

    @Override
    public void late(TransactionEvent event) {}

    @Override
    public void failed(TransactionEvent event) {}

    @Override
    public void tooLate() {}
  }
}
