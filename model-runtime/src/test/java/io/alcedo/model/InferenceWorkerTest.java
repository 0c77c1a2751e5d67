package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferenceWorkerTest {
  private static final LogisticModel MODEL = new LogisticModel(0, 1, 2);

  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private LineUp lineUp;
  private InferenceWorker worker;

  @AfterEach
  void close() {
    if (worker != null) {
      worker.close();
    }
  }

  @Test
  void failuresAreSeenInTheBatchAndTheWorkerGoesOn() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    start(
        (rows, count, scores) -> {
          switch (calls.incrementAndGet()) {
            case 1 -> throw new StackOverflowError("deep");
            case 2 ->
                throw new ScoringException(ScoringException.Problem.RUNTIME_FAILED, "broken", null);
            default -> MODEL.scorer().score(rows, count, scores);
          }
        });
    submit(batch(), false);
    assertThat(next().batch().score(0)).isNaN();
    submit(batch(), false);
    assertThat(next().batch().score(0)).isNaN();
    submit(batch(), false);
    Done third = next();
    assertThat(third.failure()).isNull();
    assertThat(third.batch().score(0)).isEqualTo(MODEL.score(1, 1), within(1e-6f));
  }

  @Test
  void completionThatThrowsDoesNotEndTheWorker() throws Exception {
    start(MODEL.scorer()::score);
    CountDownLatch thrown = new CountDownLatch(1);
    worker.submit(
        batch(),
        false,
        (batch, failure) -> {
          thrown.countDown();
          throw new IllegalStateException("a completion that throws, on purpose");
        });
    assertThat(thrown.await(20, TimeUnit.SECONDS)).isTrue();
    submit(batch(), false);
    assertThat(next().failure()).isNull();
  }

  @Test
  void workerIsIdleWithinTheCompletionAndTakesTheNextBatchThere() throws Exception {
    start(MODEL.scorer()::score);
    AtomicInteger left = new AtomicInteger(1_000);
    CountDownLatch all = new CountDownLatch(1);
    BatchCompletion again =
        new BatchCompletion() {
          @Override
          public void completed(ScoringBatch batch, @Nullable Throwable failure) {
            if (left.decrementAndGet() == 0) {
              all.countDown();
            } else if (worker.idle()) {
              worker.submit(batch, false, this);
            }
          }
        };
    worker.submit(batch(), false, again);
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void busyWorkerTakesNoSecondBatchAndClosingWaitsForTheFirst() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    start(
        (rows, count, scores) -> {
          running.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    submit(batch(), false);
    running.await();
    assertThat(worker.idle()).isFalse();
    assertThatThrownBy(() -> submit(batch(), false)).isInstanceOf(IllegalStateException.class);
    Thread closing = new Thread(worker::close);
    closing.start();
    go.countDown();
    closing.join();
    assertThat(next().failure()).isNull();
    assertThatThrownBy(() -> submit(batch(), false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed=true");
    assertThat(done).isEmpty();
  }

  @Test
  void everySubmittedBatchIsCompletedOnceHoweverCloseFalls() throws Exception {
    for (int round = 0; round < 200; round++) {
      start(MODEL.scorer()::score);
      InferenceWorker mine = worker;
      Thread closing = new Thread(mine::close);
      closing.start();
      boolean taken = true;
      try {
        submit(batch(), false);
      } catch (IllegalStateException e) {
        taken = false;
      }
      closing.join();
      assertThat(done).as("round=%d", round).hasSize(taken ? 1 : 0);
      if (taken) {
        assertThat(next().failure())
            .satisfiesAnyOf(
                failure -> assertThat(failure).isNull(),
                failure -> assertThat(failure).isInstanceOf(CancellationException.class));
      }
    }
  }

  @Test
  void isLeftBehindWhereItsBatchDoesNotEnd() throws Exception {
    Semaphore begun = new Semaphore(0);
    Semaphore end = new Semaphore(0);
    start(
        (rows, count, scores) -> {
          begun.release();
          end.acquireUninterruptibly();
        });
    submit(batch(), false);
    begun.acquire();
    assertThat(worker.closeWithin(Duration.ofMillis(20))).isFalse();
    end.release();
    assertThat(worker.closeWithin(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void settingsAndBatchesHaveBounds() throws Exception {
    assertThatThrownBy(() -> new InferenceSettings(1, 2, Duration.ofMillis(1)))
        .hasMessageContaining("UnderPressure=2");
    assertThatThrownBy(() -> InferenceSettings.DEFAULT.withCanaryPatience(Duration.ZERO))
        .hasMessageContaining("canaryPatience=PT0S");
    start(MODEL.scorer()::score);
    ScoringBatch batch = batch();
    assertThatThrownBy(() -> batch.score(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(batch.capacity()).isEqualTo(1);
    assertThatThrownBy(() -> batch.add(new float[2], 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batch.start(lineUp)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new ScoringBatch(1).lineUp())
        .isInstanceOf(IllegalStateException.class);
  }

  private void start(FakeModels.Body body) throws BundleException {
    lineUp = LineUp.of(1, FakeModels.model("1", 2, body));
    worker =
        InferenceWorker.start(
            "test-inference", new DecidingWork(InferenceSettings.DEFAULT, InferenceListener.NONE));
  }

  private void submit(ScoringBatch batch, boolean underPressure) {
    worker.submit(batch, underPressure, (back, failure) -> done.add(new Done(back, failure)));
  }

  private Done next() throws InterruptedException {
    Done next = done.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a completion within 20 s").isNotNull();
    return next;
  }

  private ScoringBatch batch() {
    ScoringBatch batch = new ScoringBatch(1);
    batch.start(lineUp);
    batch.add(new float[] {1, 1}, 2, 0);
    return batch;
  }

  private record Done(ScoringBatch batch, @Nullable Throwable failure) {}
}
