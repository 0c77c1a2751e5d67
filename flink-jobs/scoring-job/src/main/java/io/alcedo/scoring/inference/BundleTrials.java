package io.alcedo.scoring.inference;

import io.alcedo.model.BundleException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What came of trials of bundles, by digest. A bundle that has passed is not tried again, and one
 * that has failed not for a while: who asks meanwhile gets the reason at once. So a model that
 * hangs costs its trial's time once, not at each restart and roster. Of those who ask for one
 * bundle at the same time the first tries it, and the others wait; bundles do not wait for each
 * other. Forgets those that were asked for longest ago beyond a number. Any thread.
 */
final class BundleTrials {
  /** A trial of a bundle; takes seconds. */
  interface Trial {
    void run() throws BundleException;
  }

  private final Duration memory;
  private final int most;
  private final LongSupplier nanos;
  private final Map<String, Outcome> outcomes;

  /**
   * Nothing was tried yet.
   *
   * @param memory for how long a failure holds
   * @param most how many bundles are remembered
   * @param nanos a clock that never goes back, in nanoseconds
   */
  BundleTrials(Duration memory, int most, LongSupplier nanos) {
    this.memory = memory;
    this.most = most;
    this.nanos = nanos;
    this.outcomes = new LinkedHashMap<>(most, 0.75f, true);
  }

  /**
   * Returns if the bundle of this digest has passed, or passes now.
   *
   * @throws BundleException where it fails, or did a short while ago
   */
  void require(String digest, Trial trial) throws BundleException {
    outcome(digest).require(trial);
  }

  private Outcome outcome(String digest) {
    synchronized (outcomes) {
      Outcome outcome = outcomes.computeIfAbsent(digest, unknown -> new Outcome());
      if (outcomes.size() > most) {
        outcomes.remove(outcomes.keySet().iterator().next());
      }
      return outcome;
    }
  }

  /** What came of one bundle's trial. */
  private final class Outcome {
    private boolean passed;
    private long failedAtNanos;
    private @Nullable BundleException failure;

    synchronized void require(Trial trial) throws BundleException {
      if (passed) {
        return;
      }
      BundleException known = failure;
      if (known != null && nanos.getAsLong() - failedAtNanos < memory.toNanos()) {
        throw new BundleException(
            known.problem(),
            known.getMessage() + " (tried already; tried again after " + memory + ")",
            known);
      }
      try {
        trial.run();
        passed = true;
        failure = null;
      } catch (BundleException e) {
        // An interrupt says that the task ends, and nothing about the bundle.
        failure = Thread.currentThread().isInterrupted() ? null : e;
        failedAtNanos = nanos.getAsLong();
        throw e;
      }
    }
  }
}
