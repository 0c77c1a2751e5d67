package io.alcedo.local.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Finds the rate that a job sustains, under full load and after it has warmed up: a fresh JVM
 * answers a fraction of what it does some seconds later.
 *
 * <p>The load is held by how many transactions are under way without an answer. That is what the
 * job last answered in {@link #LAG}, so it grows by itself while the job is quicker than that, and
 * stops growing when only the lag would. The job is warm when the rate of a second has not beaten
 * the best one before by a twentieth for some seconds; the sustained rate is that of these seconds.
 * Where time runs out before that, the job is still getting warmer, and it is the best of the last
 * seconds. One thread only.
 */
public final class Calibration {
  /** How long an answer may take under full load. */
  public static final Duration LAG = Duration.ofMillis(150);

  private static final long SPAN_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int LEAST_UNDER_WAY = 500;
  private static final int MOST_UNDER_WAY = 20_000;
  private static final double GROWTH = 1.05;
  private static final int LEAST_SPANS = 8;
  private static final int STEADY_SPANS = 4;

  private final LongSupplier nanoTime;
  private final long end;
  private final List<Double> rates = new ArrayList<>();
  private long spanStart;
  private long answersBefore;
  private int best;
  private int window = LEAST_UNDER_WAY;

  /**
   * Starts now.
   *
   * @param most how long it may take
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public Calibration(Duration most, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.spanStart = nanoTime.getAsLong();
    this.end = spanStart + most.toNanos();
  }

  /** Returns how many transactions may be under way now. */
  public int window() {
    return window;
  }

  /**
   * Looks at how far the job is.
   *
   * @param answers those of all transactions so far
   * @return whether the rate is found
   */
  public boolean found(long answers) {
    long now = nanoTime.getAsLong();
    boolean late = now >= end;
    if (now - spanStart >= SPAN_NANOS || (late && rates.isEmpty())) {
      span(answers, now);
    }
    return late || isSteady();
  }

  /** Returns the rate that is sustained, transactions a second; 0 where nothing was answered. */
  public double sustained() {
    List<Double> last = rates.subList(Math.max(0, rates.size() - STEADY_SPANS), rates.size());
    DoubleStream perSecond = last.stream().mapToDouble(Double::doubleValue);
    return (isSteady() ? perSecond.average() : perSecond.max()).orElse(0);
  }

  private boolean isSteady() {
    return rates.size() >= LEAST_SPANS && rates.size() - 1 - best >= STEADY_SPANS;
  }

  private void span(long answers, long now) {
    double seconds = Math.max(1, now - spanStart) / (double) SPAN_NANOS;
    double rate = (answers - answersBefore) / seconds;
    rates.add(rate);
    if (rate > rates.get(best) * GROWTH) {
      best = rates.size() - 1;
    }
    long answered = (long) (rate * LAG.toMillis() / 1000);
    window = (int) Math.max(LEAST_UNDER_WAY, Math.min(MOST_UNDER_WAY, answered));
    answersBefore = answers;
    spanStart = now;
  }
}
