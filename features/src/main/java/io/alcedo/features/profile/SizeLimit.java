package io.alcedo.features.profile;

/**
 * Keeps profiles small: moves the oldest events of a long log to buckets, merges buckets as they
 * age, and where the bytes still do not fit lowers the limits step by step, and counts that.
 *
 * <p>The encoded size is measured by encoding, which costs as much as a few dozen events; so a
 * profile carries an upper bound that grows by the most an event or update can add, and is only
 * measured when that passes {@link #MOST_BYTES} or the log is full. Holds scratch: one thread at a
 * time.
 */
final class SizeLimit {
  /** The most bytes of an encoded profile. */
  static final int MOST_BYTES = 8192;

  /** How many newest events a log keeps at least, unless bytes are short. */
  static final int EXACT_EVENTS = 192;

  /** The most that a verdict, an outcome or a reversal adds. */
  static final int UPDATE_MOST_BYTES = 64;

  private static final int SPARE_EVENTS = 64;
  private static final int ROOMY_BYTES = MOST_BYTES / 2;
  private static final int GOAL_BYTES = MOST_BYTES - 512;
  // Samples give way first, then the log, and only then the width of buckets.
  private static final int[] LOG_EVENTS = {EXACT_EVENTS, 192, 192, 128, 96, 64, 48, 32, 16, 8, 4};
  private static final int[] SAMPLE_VALUES = {
    ValueSample.MOST, 64, 40, 40, 32, 24, 24, 16, 8, 4, 2
  };
  private static final int[] RESOLUTION = {32, 32, 32, 32, 32, 32, 16, 8, 4, 2, 1};

  // At last even windows of a millisecond, long delayed, must put up with few buckets in all.
  private static final int[] MOST_BUCKETS = {0, 0, 0, 0, 0, 0, 0, 256, 64, 16, 4};
  static final int MOST_PRESSURE = LOG_EVENTS.length - 1;

  final int eventMostBytes;

  /**
   * The most that an event or update adds to the buckets: a row with a cell and peaks for each
   * class, and a value to each sample.
   */
  final int bucketMostBytes;

  private final ProfileShape shape;
  private final CompactProfileCodec.SizeMeter meter;

  SizeLimit(ProfileShape shape) {
    this.shape = shape;
    this.meter = new CompactProfileCodec(shape).new SizeMeter();
    // Time, id, flags entry and index, amount, reversed, values, place; then once more the update
    // set aside where it is a reversal.
    int cellMostBytes = 64 + 14 * shape.remembered.length;
    this.bucketMostBytes = 12 + cellMostBytes * shape.classes.length + 16 * shape.samples.length;
    int vectorMostBytes = shape.readsVector() ? 2 + 4 * shape.remembered.length : 0;
    this.eventMostBytes = 44 + 6 * shape.dimensions.length + 32 + vectorMostBytes;
  }

  /** Returns how many bytes a profile without events takes at most. */
  static int headerMostBytes(ProfileShape shape) {
    int names = shape.dimensions.length + shape.marks.length + shape.remembered.length;
    return 64 + 5 * names + (shape.readsVector() ? 2 : 0);
  }

  /** Returns how many values a sample holds under this pressure. */
  static int sampleValues(int pressure) {
    return SAMPLE_VALUES[pressure];
  }

  /** Restores the limits after a profile grew. */
  void keep(Profile profile) {
    if (profile.log.size() > LOG_EVENTS[profile.pressure] + SPARE_EVENTS) {
      compact(profile);
    } else if (profile.bytesBound > MOST_BYTES) {
      profile.bytesBound = meter.bytes(profile);
      if (profile.bytesBound > GOAL_BYTES) {
        compact(profile);
      }
    }
  }

  private void compact(Profile profile) {
    moveOldest(profile, LOG_EVENTS[profile.pressure]);
    int bytes = meter.bytes(profile);
    if (bytes < ROOMY_BYTES && profile.pressure > 0) {
      profile.pressure--;
      limitSamples(profile);
    }
    while (bytes > GOAL_BYTES && profile.pressure < MOST_PRESSURE) {
      profile.pressure++;
      profile.coarsenings++;
      limitSamples(profile);
      moveOldest(profile, LOG_EVENTS[profile.pressure]);
      bytes = meter.bytes(profile);
    }
    while (bytes > GOAL_BYTES && profile.late.size > 0) {
      profile.late.remove(0);
      bytes = meter.bytes(profile);
    }
    profile.bytesBound = bytes;
  }

  private void moveOldest(Profile profile, int keep) {
    EventLog log = profile.log;
    Buckets older = profile.buckets;
    if (log.size() > keep && older == null) {
      older = new Buckets(shape);
      profile.buckets = older;
    }
    if (older == null) {
      return;
    }
    while (log.size() > keep) {
      EventRecorder.moveToBuckets(profile, older, log.head);
    }
    older.dropUntil(profile.lastEventTime - shape.horizonMillis - shape.slackMillis);
    int buckets = MOST_BUCKETS[profile.pressure];
    long leastSpan = buckets == 0 ? 0 : shape.horizonMillis / buckets;
    older.merge(profile.lastEventTime, RESOLUTION[profile.pressure], leastSpan);
    if (older.rows == 0) {
      profile.buckets = null;
    }
  }

  private static void limitSamples(Profile profile) {
    Buckets older = profile.buckets;
    if (older != null) {
      for (ValueSample sample : older.samples) {
        sample.limit(sampleValues(profile.pressure));
      }
    }
  }
}
