package io.alcedo.features.profile;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one entity's events: the newest ones singly in a log, older ones added up
 * in buckets, and what was said of events that the log does not hold. Not a set of feature values,
 * so that a feature added later finds its history. Made, filled and read by one {@link
 * ProfileAggregator}; {@link ProfileCodec} makes bytes of it. Mutable; owned by one thread at a
 * time.
 */
public final class Profile {
  final ProfileShape shape;
  final EventLog log;
  final LateUpdates late;
  @Nullable Buckets buckets;
  long lastEventTime = Long.MIN_VALUE;

  /** Whether aggregates were computed of it since it was made, copied or read from bytes. */
  boolean computed;

  /** How far the limits are lowered so that the bytes stay few: 0 in all but hostile cases. */
  int pressure;

  /** How often that had to be raised. */
  long coarsenings;

  /** An upper bound of the encoded size in bytes. */
  int bytesBound;

  Profile(ProfileShape shape) {
    this(
        shape,
        new EventLog(shape.dimensions.length, shape.remembered.length, shape.places, shape.classes),
        new LateUpdates());
  }

  Profile(ProfileShape shape, EventLog log, LateUpdates late) {
    this.shape = shape;
    this.log = log;
    this.late = late;
    this.bytesBound = SizeLimit.headerMostBytes(shape);
  }

  /**
   * Reads a value of each line of memory that the next transaction is likely to need. A profile is
   * cold when its turn comes: one column after the other, each would be waited for alone, while
   * memory answers many requests in the time of one.
   *
   * @return what depends on all that was read, so that reading it cannot be left out
   */
  long fetch() {
    Buckets older = buckets;
    long all = log.fetch() ^ late.size;
    return older == null ? all : all ^ older.fetch();
  }

  /** Returns the latest event time recorded, or {@code Long.MIN_VALUE} where there is none. */
  public long lastEventTime() {
    return lastEventTime;
  }

  /** Returns whether nothing is remembered. */
  public boolean isEmpty() {
    return log.size() == 0 && buckets == null && late.size == 0;
  }

  /** Returns how many events the log holds singly. */
  public int exactEvents() {
    return log.size();
  }

  /** Returns how many buckets hold older events. */
  public int buckets() {
    Buckets older = buckets;
    return older == null ? 0 : older.rows;
  }

  /** Returns how often the profile had to be coarsened beyond its tolerances to keep its size. */
  public long coarsenings() {
    return coarsenings;
  }

  /** Returns a copy that shares nothing mutable with this profile. */
  public Profile copy() {
    Profile copy = new Profile(shape, log.copy(), late.copy());
    Buckets older = buckets;
    copy.buckets = older == null ? null : older.copy();
    copy.lastEventTime = lastEventTime;
    copy.pressure = pressure;
    copy.coarsenings = coarsenings;
    copy.bytesBound = bytesBound;
    return copy;
  }
}
