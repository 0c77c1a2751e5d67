package io.alcedo.features.profile;

/**
 * The transaction whose aggregates are computed, in the terms of the log. Mutable scratch of one
 * aggregator; reused.
 */
final class Current {
  long time;

  /** The index behind the last event of the log that is not later, the transaction left out. */
  int end;

  int flags;
  long amount;
  int latitude;
  int longitude;
  final int[] values;

  Current(int dimensions) {
    values = new int[dimensions];
  }

  /** Returns the index behind the last event of the log at or before the end of a window. */
  int end(EventLog log, long delayMillis) {
    return delayMillis == 0 ? end : Math.min(end, log.upperBound(time - delayMillis));
  }
}
