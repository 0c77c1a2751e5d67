package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferenceWorkerTest {
  private static final List<ModelFeature> FEATURES =
      List.of(
          new ModelFeature("f0", "hash0", "left", 0, 1),
          new ModelFeature("f1", "hash1", "right", 0, 1));
  private static final LogisticModel MODEL = new LogisticModel(0, 1, 2);

  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final Listening listener = new Listening();
  private InferenceWorker worker;

  @AfterEach
  void close() {
    if (worker != null) {
      worker.close();
    }
  }

  @Test
  void batchIsScoredAndAlertsAreExplained() throws Exception {
    start(MODEL.scorer(), new InferenceSettings(0.7, 10, 0));
    submit(batch(new float[] {1, 1}, new float[] {-1, 0}, new float[] {0, 2}), false);
    Done result = next();
    assertThat(result.failure()).isNull();
    ScoringBatch batch = result.batch();
    assertThat(batch.score(0)).isEqualTo(MODEL.score(1, 1), within(1e-6f));
    assertThat(batch.score(1)).isEqualTo(MODEL.score(-1, 0), within(1e-6f));
    assertThat(batch.explanation(1)).isNull();
    assertThat(batch.explanation(0).contributions().get(0).family()).isEqualTo("right");
    assertThat(batch.explanation(0).contributions().get(0).contribution())
        .isEqualTo(2, within(1e-4f));
    assertThat(batch.explanation(2).contributions()).hasSize(2);
    assertThat(listener.scored.get()).isEqualTo(3);
    assertThat(listener.explained.get()).isEqualTo(2);
    batch.clear();
    assertThat(batch.size()).isZero();
  }

  @Test
  void underPressureOnlyTheHighestScoresAreExplained() throws Exception {
    start(MODEL.scorer(), new InferenceSettings(0.5, 3, 1));
    submit(batch(new float[] {1, 0}, new float[] {3, 0}, new float[] {2, 0}), true);
    ScoringBatch batch = next().batch();
    assertThat(batch.explanation(0)).isSameAs(Explanation.SKIPPED);
    assertThat(batch.explanation(1).completeness()).isEqualTo(Explanation.Completeness.COMPLETE);
    assertThat(batch.explanation(2)).isSameAs(Explanation.SKIPPED);
    assertThat(listener.skipped.get()).isEqualTo(2);
  }

  @Test
  void failuresReachTheCompletionAndTheWorkerGoesOn() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Scorer failing =
        scorer(
            (rows, count, scores) -> {
              switch (calls.incrementAndGet()) {
                case 1 -> throw new StackOverflowError("deep");
                case 2 ->
                    throw new ScoringException(
                        ScoringException.Problem.RUNTIME_FAILED, "broken", null);
                default -> MODEL.scorer().score(rows, count, scores);
              }
            });
    start(failing, new InferenceSettings(2, 0, 0));
    submit(batch(new float[] {1, 1}), false);
    assertThat(next().failure()).isInstanceOf(StackOverflowError.class);
    submit(batch(new float[] {1, 1}), false);
    assertThat(next().failure()).isInstanceOf(ScoringException.class);
    submit(batch(new float[] {1, 1}), false);
    assertThat(next().failure()).isNull();
    assertThat(listener.failed.get()).isEqualTo(2);
  }

  @Test
  void completionThatThrowsDoesNotEndTheWorker() throws Exception {
    start(MODEL.scorer(), new InferenceSettings(2, 0, 0));
    CountDownLatch thrown = new CountDownLatch(1);
    worker.submit(
        batch(new float[] {1, 1}),
        false,
        (batch, failure) -> {
          thrown.countDown();
          throw new IllegalStateException("a completion that throws, on purpose");
        });
    assertThat(thrown.await(20, TimeUnit.SECONDS)).isTrue();
    submit(batch(new float[] {1, 1}), false);
    assertThat(next().failure()).isNull();
  }

  @Test
  void workerIsIdleWithinTheCompletionAndTakesTheNextBatchThere() throws Exception {
    start(MODEL.scorer(), new InferenceSettings(2, 0, 0));
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
    worker.submit(batch(new float[] {1, 1}), false, again);
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void busyWorkerTakesNoSecondBatchAndClosingWaitsForTheFirst() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    start(
        scorer(
            (rows, count, scores) -> {
              running.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }),
        new InferenceSettings(2, 0, 0));
    submit(batch(new float[] {1, 1}), false);
    running.await();
    assertThat(worker.idle()).isFalse();
    assertThatThrownBy(() -> submit(batch(new float[] {1, 1}), false))
        .isInstanceOf(IllegalStateException.class);
    Thread closing = new Thread(worker::close);
    closing.start();
    go.countDown();
    closing.join();
    assertThat(next().failure()).isNull();
    assertThatThrownBy(() -> submit(batch(new float[] {1, 1}), false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed=true");
    assertThat(done).isEmpty();
  }

  @Test
  void everySubmittedBatchIsCompletedOnceHoweverCloseFalls() throws Exception {
    for (int round = 0; round < 200; round++) {
      start(MODEL.scorer(), new InferenceSettings(2, 0, 0));
      InferenceWorker mine = worker;
      Thread closing = new Thread(mine::close);
      closing.start();
      boolean taken = true;
      try {
        submit(batch(new float[] {1, 1}), false);
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
  void settingsAndBatchesHaveBounds() throws Exception {
    assertThatThrownBy(() -> new InferenceSettings(0.5, 1, 2))
        .hasMessageContaining("UnderPressure=2");
    assertThat(InferenceSettings.of(new Thresholds(0.25, 0.5)).explainFrom()).isEqualTo(0.25);
    ScoringBatch batch = batch(new float[] {1, 1});
    assertThatThrownBy(() -> batch.score(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(batch.capacity()).isEqualTo(1);
    assertThatThrownBy(() -> batch.add(new float[2], binding()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void start(Scorer scorer, InferenceSettings settings) {
    worker =
        InferenceWorker.start(
            "test-inference", scorer, new Explainer(FEATURES, scorer), settings, listener);
  }

  private void submit(ScoringBatch batch, boolean underPressure) {
    worker.submit(batch, underPressure, (back, failure) -> done.add(new Done(back, failure)));
  }

  private Done next() throws InterruptedException {
    Done next = done.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a completion within 20 s").isNotNull();
    return next;
  }

  private static ScoringBatch batch(float[]... rows) throws BundleException {
    ScoringBatch batch = new ScoringBatch(2, rows.length);
    for (float[] row : rows) {
      batch.add(row, binding());
    }
    return batch;
  }

  private static FeatureBinding binding() throws BundleException {
    return FeatureBinding.bind(
        Bundles.manifest(2, row -> 0.5f), List.of("f0", "f1"), List.of("hash0", "hash1"));
  }

  private static Scorer scorer(Body body) {
    return new Scorer() {
      @Override
      public int features() {
        return 2;
      }

      @Override
      public void score(float[] rows, int count, float[] scores) throws ScoringException {
        body.score(rows, count, scores);
      }
    };
  }

  private interface Body {
    void score(float[] rows, int count, float[] scores) throws ScoringException;
  }

  private record Done(ScoringBatch batch, @Nullable Throwable failure) {}

  /** Adds up what it hears. */
  private static final class Listening implements InferenceListener {
    final AtomicInteger scored = new AtomicInteger();
    final AtomicInteger explained = new AtomicInteger();
    final AtomicInteger skipped = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();

    @Override
    public void scored(int rows, long nanos) {
      assertThat(nanos).isNotNegative();
      scored.addAndGet(rows);
    }

    @Override
    public void explained(int rows, int left, long nanos) {
      explained.addAndGet(rows);
      skipped.addAndGet(left);
    }

    @Override
    public void failed(int rows, Throwable failure) {
      failed.addAndGet(rows);
    }
  }
}
