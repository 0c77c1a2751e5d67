package io.alcedo.features.profile;

/**
 * A set of non-zero ints that is emptied in no time: an open-addressing table in which only the
 * entries of the present generation count. Holds at most 1,025 values. Not thread-safe.
 */
final class IntSet {
  private static final int CAPACITY = 2048;
  private static final int MASK = CAPACITY - 1;

  private final long[] table = new long[CAPACITY];
  private int generation;

  void clear() {
    generation++;
  }

  /** Adds a value and returns whether it is new. */
  boolean add(int value) {
    long entry = (long) generation << 32 | (value & 0xFFFFFFFFL);
    int at = slot(value);
    while ((int) (table[at] >>> 32) == generation) {
      if (table[at] == entry) {
        return false;
      }
      at = (at + 1) & MASK;
    }
    table[at] = entry;
    return true;
  }

  boolean contains(int value) {
    long entry = (long) generation << 32 | (value & 0xFFFFFFFFL);
    int at = slot(value);
    while ((int) (table[at] >>> 32) == generation) {
      if (table[at] == entry) {
        return true;
      }
      at = (at + 1) & MASK;
    }
    return false;
  }

  private static int slot(int value) {
    return (value * 0x9E3779B1) >>> 21;
  }
}
