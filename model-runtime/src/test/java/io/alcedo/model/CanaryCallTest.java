package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A canary beside the active model: it answers, answers late, or not at all. */
@Timeout(60)
class CanaryCallTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(0, 1, 2);
  private static final int ALWAYS = 1_000_000;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore answers = new Semaphore(0);
  private final AtomicInteger calls = new AtomicInteger();
  private final FakeModels.Released released = new FakeModels.Released();
  private final Listening listener = new Listening();
  private final ShadowWork shadows = new ShadowWork(listener);

  @AfterEach
  void answer() {
    answers.release(ALWAYS);
  }

  @Test
  void explainsItsHighestScores() throws Exception {
    ServedModel canary = FakeModels.model("2", 2, LOGISTIC.scorer()::score);
    LineUp lineUp = LineUp.of(1, FakeModels.shifted("1", 2, 0), canary, 1, List.of(), null);
    ScoringBatch batch = new ScoringBatch(4);
    batch.start(lineUp);
    for (float value : new float[] {1, 3, -9, 2}) {
      batch.add(new float[] {value, 0}, 2, 0);
    }
    new DecidingWork(new InferenceSettings(2, 2, Duration.ofMinutes(1)), listener)
        .compute(batch, false);
    assertThat(batch.score(1)).isEqualTo(LOGISTIC.score(3, 0), within(1e-6f));
    assertThat(batch.explanation(0)).isSameAs(Explanation.SKIPPED);
    assertThat(batch.explanation(1).contributions().get(0).value()).isEqualTo(3);
    assertThat(batch.explanation(2)).isNull();
    assertThat(batch.explanation(3).contributions().get(0).value()).isEqualTo(2);
    assertThat(listener.calls)
        .containsExactly("scored 1: 4", "scored 2: 4", "explained 2, skipped 1");
  }

  @Test
  void oneThatHangsLeavesItsCardsToTheActiveModelAndDelaysNoOther() throws Exception {
    LineUp lineUp = hanging(List.of(FakeModels.shifted("3", 2, 0.1f)));
    DecidingWork work = impatient();
    for (int i = 0; i < 3; i++) {
      ScoringBatch batch = batch(lineUp);
      work.compute(batch, false);
      shadows.compute(batch, false);
      assertThat(batch.lane(0)).isZero();
      assertThat(batch.score(0)).isEqualTo(0.2f);
      assertThat(batch.score(1)).isEqualTo(0.6f);
      assertThat(batch.score(1, 2)).as("nor does it delay a shadow").isEqualTo(0.7f, within(1e-6f));
      assertThat(batch.failure(1)).hasMessageContaining("patienceMillis=5");
      batch.clear();
    }
    begun.acquire();
    assertThat(calls).as("one that has not answered is not asked again").hasValue(1);
    assertThat(listener.calls.stream().filter("failed 2: 1"::equals)).hasSize(3);
  }

  @Test
  void oneThatIsBackDecidesAgainAndNotOnWhatItHasLeft() throws Exception {
    LineUp lineUp = hanging(List.of());
    DecidingWork work = impatient();
    for (int i = 0; i < 3; i++) {
      ScoringBatch batch = batch(lineUp);
      work.compute(batch, false);
      batch.clear();
    }
    answers.release(ALWAYS);
    int[] asked = {1};
    ScoringBatch batch = new ScoringBatch(2);
    await(
        () -> {
          asked[0]++;
          batch.clear();
          fill(batch, lineUp);
          work.compute(batch, false);
          return batch.lane(0) == 1;
        });
    assertThat(batch.score(0)).isEqualTo(0.4f);
    assertThat(calls.get()).isLessThanOrEqualTo(asked[0]);
    batch.clear();
    assertThat(released.count).hasValue(0);
    lineUp.giveUp();
    assertThat(released.count).hasValue(1);
  }

  @Test
  void sessionStaysOpenUntilOneThatHangsIsBack() throws Exception {
    LineUp lineUp = hanging(List.of());
    ScoringBatch batch = batch(lineUp);
    impatient().compute(batch, false);
    batch.clear();
    lineUp.giveUp();
    assertThat(released.count).hasValue(0);
    answers.release();
    await(() -> released.count.get() == 1);
  }

  /** A line-up whose canary decides for half of the cards, once it is let go. */
  private LineUp hanging(List<ServedModel> others) throws BundleException {
    ServedModel canary =
        FakeModels.model(
            "2",
            2,
            (rows, count, scores) -> {
              calls.incrementAndGet();
              begun.release();
              answers.acquireUninterruptibly();
              scores[0] = 0.4f; // nothing to explain
            },
            released);
    LineUp lineUp = LineUp.of(1, FakeModels.shifted("1", 2, 0), canary, 0.5, others, null);
    canary.letGo();
    return lineUp;
  }

  private DecidingWork impatient() {
    return new DecidingWork(
        InferenceSettings.DEFAULT.withCanaryPatience(Duration.ofMillis(5)), listener);
  }

  /** A row of the canary's, and one of the active model's. */
  private static ScoringBatch batch(LineUp lineUp) {
    ScoringBatch batch = new ScoringBatch(2);
    fill(batch, lineUp);
    return batch;
  }

  private static void fill(ScoringBatch batch, LineUp lineUp) {
    batch.start(lineUp);
    batch.add(new float[] {0.2f, 0}, 2, 0.1);
    batch.add(new float[] {0.6f, 0}, 2, 0.9);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds within 20 s").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Writes down what it hears. */
  private static final class Listening implements InferenceListener {
    final List<String> calls = new ArrayList<>();

    @Override
    public void scored(ServedModel model, int rows, long nanos) {
      calls.add("scored " + model.manifest().version() + ": " + rows);
    }

    @Override
    public void explained(int rows, int skipped, long nanos) {
      calls.add("explained " + rows + ", skipped " + skipped);
    }

    @Override
    public void failed(ServedModel model, int rows, Throwable failure) {
      calls.add("failed " + model.manifest().version() + ": " + rows);
    }
  }
}
