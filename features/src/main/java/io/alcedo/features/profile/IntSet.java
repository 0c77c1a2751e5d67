package io.alcedo.features.profile;

/**
 * A set of non-zero ints that is emptied in no time: an open-addressing table in which only the
 * entries of the present generation count. Uses no more of the table than the values need, so that
 * a small set stays in the nearest cache. Holds at most 1,025 values. Not thread-safe.
 */
final class IntSet {
  private static final int CAPACITY = 2048;
  private static final int LEAST_BITS = 4;

  private final long[] table = new long[CAPACITY];
  private int generation;
  private int mask = CAPACITY - 1;
  private int shift = Integer.numberOfLeadingZeros(CAPACITY - 1);

  /**
   * Empties the set.
   *
   * @param most how many values it is to hold at most, to 1,025
   */
  void clear(int most) {
    generation++;
    // At least two places a value, one of them free.
    int bits = Math.max(LEAST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(most) + 1);
    shift = Math.max(Integer.SIZE - bits, Integer.numberOfLeadingZeros(CAPACITY - 1));
    mask = (1 << (Integer.SIZE - shift)) - 1;
  }

  /** Adds a value and returns whether it is new. */
  boolean add(int value) {
    long entry = (long) generation << 32 | (value & 0xFFFFFFFFL);
    int at = slot(value);
    while ((int) (table[at] >>> 32) == generation) {
      if (table[at] == entry) {
        return false;
      }
      at = (at + 1) & mask;
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
      at = (at + 1) & mask;
    }
    return false;
  }

  private int slot(int value) {
    return (value * 0x9E3779B1) >>> shift;
  }
}
