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
 * @param marked one bit a mark, of which one is carried; 0 where none is asked for
 * @param unmarked one bit a mark, of which none is carried
 * @param approved whether only approved events count, with what reversals left of their amount
 */
record FilterClass(
    int types, int channels, int states, int marked, int unmarked, boolean approved) {
  static FilterClass of(EventFilter filter, boolean approved) {
    return new FilterClass(
        filter.types(),
        filter.channels(),
        filter.outcomes() & 0xFF,
        filter.marked(),
        filter.unmarked(),
        approved);
  }

  /** Returns whether an event with these flags counts. */
  boolean matches(long flags) {
    int known = (int) flags;
    return (types >>> known & channels >>> (known >>> EventFlags.CHANNEL_SHIFT) & 1) != 0
        && (known & states << EventFlags.STATES_SHIFT) != 0
        && (!approved || (known & EventFlags.APPROVED_MASK) != 0)
        && (!readsMarks() || matchesMarks(EventFlags.marks(flags)));
  }

  /** Returns whether the current transaction counts, which has no marks yet. */
  boolean matchesCurrent(long flags) {
    return !readsMarks() && matches(flags);
  }

  boolean readsMarks() {
    return (marked | unmarked) != 0;
  }

  private boolean matchesMarks(int marks) {
    return (marked == 0 || (marked & marks) != 0) && (unmarked & marks) == 0;
  }

  /** Returns the amount with which an event counts. */
  long amount(long attempted, long reversed) {
    return approved && reversed != 0 ? Math.max(0, attempted - reversed) : attempted;
  }
}
