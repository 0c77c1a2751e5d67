package io.alcedo.local.traffic;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Holds a loop to a rate: tells how many records are due by now, and waits where none is. A loop
 * that fell behind catches up, a tenth of a second's records at a time: a load that forgives its
 * system every pause would report a rate and latencies that nobody had. What is more than five
 * seconds late is given up. One thread only.
 */
public final class Pacer {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long TICK_NANOS = 500_000L;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final int mostAtOnce;
  private final double mostOwed;
  private double allowance;
  private long last;

  /**
   * Creates a pacer that starts now.
   *
   * @param perSecond records a second, above 0
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public Pacer(double perSecond, LongSupplier nanoTime) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("A rate is above 0 records a second: rate=" + perSecond);
    }
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.mostAtOnce = (int) Math.max(1, Math.min(Integer.MAX_VALUE, perSecond / 10));
    this.mostOwed = Math.max(1, perSecond * 5);
    this.last = nanoTime.getAsLong();
  }

  /** Waits for at most a tick and returns how many records are due, 0 or more. */
  public int due() {
    long now = nanoTime.getAsLong();
    allowance = Math.min(mostOwed, allowance + (now - last) * perSecond / SECOND_NANOS);
    last = now;
    if (allowance < 1) {
      LockSupport.parkNanos(TICK_NANOS);
      return 0;
    }
    int due = (int) Math.min(mostAtOnce, allowance);
    allowance -= due;
    return due;
  }
}
