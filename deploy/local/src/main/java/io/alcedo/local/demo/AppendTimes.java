package io.alcedo.local.demo;

import java.util.BitSet;

/**
 * The milliseconds in which the broker appended a risk event, whatever the order in which they are
 * read. Not thread-safe.
 */
final class AppendTimes {
  private static final long NONE = Long.MIN_VALUE;

  private final BitSet millis = new BitSet();
  private long origin = NONE;

  /** Notes an append, in milliseconds since 1970; a minute before the first one at most. */
  void add(long appendedAt) {
    if (origin == NONE) {
      origin = appendedAt - 60_000;
    }
    long index = appendedAt - origin;
    if (index >= 0) {
      millis.set(Math.toIntExact(index));
    }
  }

  /**
   * Returns the longest time between an append and the next one, where any of it lies between these
   * times; 0 where there are no two appends.
   *
   * @param from in milliseconds since 1970
   * @param to in milliseconds since 1970
   */
  long longestGap(long from, long to) {
    if (origin == NONE) {
      return 0;
    }
    int start = (int) Math.max(0, Math.min(Integer.MAX_VALUE - 1, from - origin));
    long longest = 0;
    int before = millis.previousSetBit(start);
    if (before < 0) {
      before = millis.nextSetBit(start);
    }
    while (before >= 0 && before + origin <= to) {
      int next = millis.nextSetBit(before + 1);
      if (next < 0) {
        break;
      }
      longest = Math.max(longest, next - before);
      before = next;
    }
    return longest;
  }
}
