package io.alcedo.features.profile;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Keeps profiles small: moves the oldest events of a long log to buckets, merges buckets as they
 * age, and where the bytes still do not fit lowers the limits step by step, and counts that.
 *
 * <p>The encoded size is measured by encoding, which costs as much as a few dozen events; so a
 * profile carries an upper bound that grows by the most an event or update can add, and is only
 * measured when that passes {@link #MOST_BYTES} or the log is full. Stateless and thread-safe.
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
  private static final int[] LOG_EVENTS = {EXACT_EVENTS, 128, 96, 64, 64, 48, 32, 16, 8, 4};
  private static final int[] SAMPLE_VALUES = {ValueSample.MOST, 64, 48, 32, 24, 16, 12, 8, 4, 2};
  private static final int[] RESOLUTION = {32, 32, 32, 32, 16, 8, 4, 2, 1, 1};
  static final int MOST_PRESSURE = LOG_EVENTS.length - 1;

  final int eventMostBytes;
  private final ProfileShape shape;
  private final CompactProfileCodec codec;

  SizeLimit(ProfileShape shape) {
    this.shape = shape;
    this.codec = new CompactProfileCodec(shape);
    // Time, id, flags entry and index, amount, reversed, values, place; then once more the update
    // set aside where it is a reversal.
    this.eventMostBytes = 44 + 6 * shape.dimensions.length + 32;
  }

  /** Returns how many bytes a profile without events takes at most. */
  static int headerMostBytes(ProfileShape shape) {
    return 64 + 5 * shape.dimensions.length;
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
      profile.bytesBound = measure(codec, profile);
      if (profile.bytesBound > GOAL_BYTES) {
        compact(profile);
      }
    }
  }

  private void compact(Profile profile) {
    moveOldest(profile, LOG_EVENTS[profile.pressure]);
    int bytes = measure(codec, profile);
    if (bytes < ROOMY_BYTES && profile.pressure > 0) {
      profile.pressure--;
      limitSamples(profile);
    }
    while (bytes > GOAL_BYTES && profile.pressure < MOST_PRESSURE) {
      profile.pressure++;
      profile.coarsenings++;
      limitSamples(profile);
      moveOldest(profile, LOG_EVENTS[profile.pressure]);
      bytes = measure(codec, profile);
    }
    while (bytes > GOAL_BYTES && profile.late.size > 0) {
      profile.late.remove(0);
      bytes = measure(codec, profile);
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
    older.merge(profile.lastEventTime, RESOLUTION[profile.pressure]);
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

  /** Counts what is written to it. */
  static final class Counter extends OutputStream {
    int bytes;

    @Override
    public void write(int next) {
      bytes++;
    }

    @Override
    public void write(byte[] next, int offset, int length) {
      bytes += length;
    }
  }

  /** Returns how many bytes the codec makes of a profile. */
  static int measure(CompactProfileCodec codec, Profile profile) {
    Counter counter = new Counter();
    try {
      codec.write(profile, new DataOutputStream(counter));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return counter.bytes;
  }
}
