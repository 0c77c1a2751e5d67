package io.alcedo.features.profile;

import java.util.Arrays;

/**
 * The different values of a dimension among the events of buckets, each with the grains of its
 * first and last sighting. While there are at most {@link #most} of them it holds them all; beyond
 * that it keeps only those whose mixed hash starts with {@link #level} zero bits, and each stands
 * for 2^level (adaptive sampling, after Wegman; analysed by Flajolet, "On adaptive sampling",
 * 1990). At full size the standard error of a count of n values is about sqrt(2^level · n), which
 * is 1.2/sqrt(96) = 12 % of all values held. A value that was not sampled is one of which nothing
 * is known. Not thread-safe.
 */
final class ValueSample {
  static final int MOST = 96;
  static final int MOST_LEVEL = 31;
  private static final int FIRST_CAPACITY = 8;

  int most = MOST;
  int level;
  int size;
  int[] value = new int[FIRST_CAPACITY];
  long[] first = new long[FIRST_CAPACITY];
  long[] last = new long[FIRST_CAPACITY];

  /** Returns whether the sample would hold the value had it been seen. */
  boolean covers(int wanted) {
    return level == 0 || Integer.numberOfLeadingZeros(wanted * 0x9E3779B1) >= level;
  }

  int find(int wanted) {
    for (int i = 0; i < size; i++) {
      if (value[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  void add(int seen, long grain) {
    if (!covers(seen)) {
      return;
    }
    int at = find(seen);
    if (at >= 0) {
      first[at] = Math.min(first[at], grain);
      last[at] = Math.max(last[at], grain);
      return;
    }
    put(seen, grain, grain);
    shrink();
  }

  void put(int seen, long firstGrain, long lastGrain) {
    if (size == value.length) {
      value = Arrays.copyOf(value, 2 * size);
      first = Arrays.copyOf(first, 2 * size);
      last = Arrays.copyOf(last, 2 * size);
    }
    value[size] = seen;
    first[size] = firstGrain;
    last[size] = lastGrain;
    size++;
  }

  /** Holds at most so many values from now on. */
  void limit(int values) {
    most = values;
    shrink();
  }

  /** Forgets values last seen before the grain. */
  void dropBefore(long grain) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (last[i] >= grain) {
        move(i, kept++);
      }
    }
    size = kept;
    if (size == 0) {
      level = 0;
    }
  }

  ValueSample copy() {
    ValueSample copy = new ValueSample();
    copy.most = most;
    copy.level = level;
    copy.size = size;
    copy.value = value.clone();
    copy.first = first.clone();
    copy.last = last.clone();
    return copy;
  }

  private void shrink() {
    while (size > most && level < MOST_LEVEL) {
      level++;
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (covers(value[i])) {
          move(i, kept++);
        }
      }
      size = kept;
    }
  }

  private void move(int from, int to) {
    value[to] = value[from];
    first[to] = first[from];
    last[to] = last[from];
  }
}
