package io.alcedo.scoring.ingest;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands at the latest event time it was given; before the first, at 1970. Owned by
 * one thread.
 */
final class EventClock implements InstantSource {
  private long latestMillis = Long.MIN_VALUE;

  /** Moves the clock forward to an event's time, never back. */
  void advance(long eventTimeMillis) {
    latestMillis = Math.max(latestMillis, eventTimeMillis);
  }

  boolean started() {
    return latestMillis != Long.MIN_VALUE;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(started() ? latestMillis : 0);
  }

  @Override
  public long millis() {
    return started() ? latestMillis : 0;
  }
}
