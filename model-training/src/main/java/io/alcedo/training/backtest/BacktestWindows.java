package io.alcedo.training.backtest;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The days that a backtest trains on and those that it scores, all inclusive, in UTC. Between them
 * lies as long as labels need to come in.
 *
 * @param trainFrom the first day to train on
 * @param trainTo the last day to train on
 * @param testFrom the first day to score; the model is thought to be trained at its start
 * @param testTo the last day to score
 */
public record BacktestWindows(
    LocalDate trainFrom, LocalDate trainTo, LocalDate testFrom, LocalDate testTo) {
  static final long DAY_MILLIS = 86_400_000L;

  /** Checks the order. */
  public BacktestWindows {
    if (trainFrom.isAfter(trainTo) || !trainTo.isBefore(testFrom) || testFrom.isAfter(testTo)) {
      throw new IllegalArgumentException(
          "Windows obey trainFrom <= trainTo < testFrom <= testTo: trainFrom="
              + trainFrom
              + ", trainTo="
              + trainTo
              + ", testFrom="
              + testFrom
              + ", testTo="
              + testTo);
    }
  }

  /** Returns the start of the training days, in milliseconds since 1970 UTC. */
  public long trainStart() {
    return start(trainFrom);
  }

  /** Returns the end of the training days, exclusive, in milliseconds since 1970 UTC. */
  public long trainEnd() {
    return start(trainTo.plusDays(1));
  }

  /** Returns the start of the test days, in milliseconds since 1970 UTC. */
  public long testStart() {
    return start(testFrom);
  }

  /** Returns the end of the test days, exclusive, in milliseconds since 1970 UTC. */
  public long testEnd() {
    return start(testTo.plusDays(1));
  }

  /** Returns the number of training days. */
  public int trainDays() {
    return (int) ChronoUnit.DAYS.between(trainFrom, trainTo) + 1;
  }

  /** Returns the number of test days. */
  public int testDays() {
    return (int) ChronoUnit.DAYS.between(testFrom, testTo) + 1;
  }

  /** Returns the start of a time's day. */
  static long dayOf(long time) {
    return Math.floorDiv(time, DAY_MILLIS) * DAY_MILLIS;
  }

  private static long start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
