package io.alcedo.local.running;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread brings about, as long as a slow and busy machine may need. */
public final class Await {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(90).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  /** Something that comes to hold; may fail with anything. */
  @FunctionalInterface
  public interface Condition {
    /** Returns whether it holds. */
    boolean holds() throws Exception;
  }

  private Await() {}

  /**
   * Waits until a condition holds.
   *
   * @param what is waited for, in words
   */
  public static void until(String what, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("It comes to hold within the patience of a test: " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
