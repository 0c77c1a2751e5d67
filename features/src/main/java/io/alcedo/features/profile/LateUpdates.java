package io.alcedo.features.profile;

import java.util.Arrays;

/**
 * What was said of events that the log does not hold: of those that have not arrived yet, until
 * they do, and of those in buckets, so that a repeat changes nothing and a retraction counts back.
 * At most {@link #MOST}; the one longest known gives way. Not thread-safe.
 */
final class LateUpdates {
  static final int MOST = 48;
  private static final int FIRST_CAPACITY = 4;

  int size;
  int[] id = new int[FIRST_CAPACITY];
  long[] time = new long[FIRST_CAPACITY];
  long[] flags = new long[FIRST_CAPACITY];
  long[] reversed = new long[FIRST_CAPACITY];

  /** Whether the event is known to be in a bucket. */
  boolean[] counted = new boolean[FIRST_CAPACITY];

  int find(int wanted) {
    for (int i = 0; i < size; i++) {
      if (id[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Adds an event of which nothing was said yet, and returns its index. */
  int add(int idBits, long at, long flagBits, boolean inBucket) {
    if (size == MOST) {
      remove(0);
    }
    if (size == id.length) {
      int capacity = Math.min(MOST, 2 * size);
      id = Arrays.copyOf(id, capacity);
      time = Arrays.copyOf(time, capacity);
      flags = Arrays.copyOf(flags, capacity);
      reversed = Arrays.copyOf(reversed, capacity);
      counted = Arrays.copyOf(counted, capacity);
    }
    id[size] = idBits;
    time[size] = at;
    flags[size] = flagBits;
    reversed[size] = 0;
    counted[size] = inBucket;
    return size++;
  }

  void remove(int index) {
    int behind = size - index - 1;
    System.arraycopy(id, index + 1, id, index, behind);
    System.arraycopy(time, index + 1, time, index, behind);
    System.arraycopy(flags, index + 1, flags, index, behind);
    System.arraycopy(reversed, index + 1, reversed, index, behind);
    System.arraycopy(counted, index + 1, counted, index, behind);
    size--;
  }

  /** Forgets what is at or before the time. */
  void dropUntil(long at) {
    for (int i = size - 1; i >= 0; i--) {
      if (time[i] <= at) {
        remove(i);
      }
    }
  }

  LateUpdates copy() {
    LateUpdates copy = new LateUpdates();
    copy.size = size;
    copy.id = id.clone();
    copy.time = time.clone();
    copy.flags = flags.clone();
    copy.reversed = reversed.clone();
    copy.counted = counted.clone();
    return copy;
  }
}
