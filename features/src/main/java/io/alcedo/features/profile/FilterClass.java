package io.alcedo.features.profile;

import io.alcedo.features.definition.EventFilter;

/**
 * A filter as profiles see it: which events count, and whether with their attempted amount or with
 * what was approved of it. Aggregates with the same filter share one class, and buckets hold one
 * cell a class. Immutable.
 *
 * @param types one bit a type
 * @param channels one bit a channel
 * @param states one bit an outcome state
 * @param approved whether only approved events count, with what reversals left of their amount
 */
record FilterClass(int types, int channels, int states, boolean approved) {
  static FilterClass of(EventFilter filter, boolean approved) {
    return new FilterClass(filter.types(), filter.channels(), filter.outcomes() & 0xFF, approved);
  }

  /** Returns whether an event with these flags counts. */
  boolean matches(int flags) {
    return (types >>> flags & channels >>> (flags >>> EventFlags.CHANNEL_SHIFT) & 1) != 0
        && (flags & states << EventFlags.STATES_SHIFT) != 0
        && (!approved || (flags & EventFlags.APPROVED_MASK) != 0);
  }

  /** Returns the amount with which an event counts. */
  long amount(long attempted, long reversed) {
    return approved && reversed != 0 ? Math.max(0, attempted - reversed) : attempted;
  }
}
