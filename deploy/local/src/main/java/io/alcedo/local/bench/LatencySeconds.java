package io.alcedo.local.bench;

import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Latencies by the tenth of a second in which the broker appended the answer, so that those of any
 * span can be looked at afterwards. Thread-safe.
 */
final class LatencySeconds {
  private static final long SLOT_MILLIS = 100;
  private static final long HIGHEST_MILLIS = 600_000;
  private static final int DIGITS = 2;

  private final TreeMap<Long, Histogram> slots = new TreeMap<>();

  /** Notes an answer; both times in milliseconds since 1970. */
  synchronized void add(long appendedAt, long latencyMillis) {
    slots
        .computeIfAbsent(appendedAt / SLOT_MILLIS, slot -> new Histogram(HIGHEST_MILLIS, DIGITS))
        .recordValue(Math.max(0, Math.min(HIGHEST_MILLIS, latencyMillis)));
  }

  /**
   * Returns the latencies of answers within a span, to a tenth of a second.
   *
   * @param from in milliseconds since 1970
   * @param to in milliseconds since 1970, not part of the span
   */
  synchronized Histogram between(long from, long to) {
    Histogram sum = new Histogram(HIGHEST_MILLIS, DIGITS);
    slots.subMap(from / SLOT_MILLIS, to / SLOT_MILLIS).values().forEach(sum::add);
    return sum;
  }

  /** Forgets what was answered before a moment. */
  synchronized void forgetBefore(long moment) {
    slots.headMap(moment / SLOT_MILLIS).clear();
  }
}
