package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BundleTrialsTest {
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1); // it may pass its end
  private final AtomicInteger trials = new AtomicInteger();
  private final BundleTrials tried = new BundleTrials(MEMORY, 3, clock::get);

  @Test
  void bundleThatPassedIsNotTriedAgain() throws Exception {
    tried.require("a", this::passes);
    clock.addAndGet(MEMORY.multipliedBy(100).toNanos());
    tried.require("a", this::fails);
    assertThat(trials).hasValue(1);
  }

  @Test
  void failureHoldsForItsTimeWithItsReason() throws Exception {
    assertThatThrownBy(() -> tried.require("a", this::fails)).hasMessage("told to fail");
    clock.addAndGet(MEMORY.toNanos() - 1);
    assertThatThrownBy(() -> tried.require("a", this::passes))
        .isInstanceOfSatisfying(
            BundleException.class,
            e -> assertThat(e.problem()).isEqualTo(BundleProblem.TRIAL_FAILED))
        .hasMessage("told to fail (tried already; tried again after PT10M)");
    assertThat(trials).hasValue(1);
    clock.addAndGet(1);
    tried.require("a", this::passes);
    tried.require("a", this::fails);
    assertThat(trials).hasValue(2);
  }

  @Test
  void anotherDigestIsTriedAnew() throws Exception {
    assertThatThrownBy(() -> tried.require("a", this::fails)).hasMessage("told to fail");
    tried.require("b", this::passes);
    assertThat(trials).hasValue(2);
  }

  @Test
  void thoseThatWereAskedForLongestAgoAreForgotten() throws Exception {
    for (String digest : List.of("a", "b", "c", "a", "d")) {
      tried.require(digest, this::passes);
    }
    assertThat(trials).hasValue(4);
    tried.require("a", this::passes);
    assertThat(trials).hasValue(4);
    tried.require("b", this::passes);
    assertThat(trials).hasValue(5);
  }

  @Test
  void trialThatWasInterruptedSaysNothing() throws Exception {
    assertThatThrownBy(
            () ->
                tried.require(
                    "a",
                    () -> {
                      Thread.currentThread().interrupt();
                      fails();
                    }))
        .hasMessage("told to fail");
    assertThat(Thread.interrupted()).isTrue();
    tried.require("a", this::passes);
    assertThat(trials).hasValue(2);
  }

  @Test
  void oneTrialAtATimeForOneBundleAndNoneWaitsForAnother() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> askers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread asker =
          new Thread(
              () -> {
                try {
                  tried.require(
                      "hangs",
                      () -> {
                        begun.countDown();
                        await(end);
                        passes();
                      });
                } catch (BundleException e) {
                  throw new IllegalStateException(e);
                }
              });
      asker.start();
      askers.add(asker);
    }
    begun.await();
    tried.require("another", this::passes);
    assertThat(trials).hasValue(1);
    end.countDown();
    for (Thread asker : askers) {
      asker.join();
    }
    assertThat(trials).hasValue(2);
  }

  private void passes() {
    trials.incrementAndGet();
  }

  private void fails() throws BundleException {
    trials.incrementAndGet();
    throw new BundleException(BundleProblem.TRIAL_FAILED, "told to fail");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
