package io.alcedo.features.profile;

import java.io.IOException;
import java.util.Arrays;

/**
 * The different values met while coding, numbered from 0 in order of first sight. The writer looks
 * them up in an open-addressing table, the reader by number. Not thread-safe.
 */
final class Dictionary {
  private int most;
  private long[] entries = {};
  private int[] table = {};

  /** How many places of the table are in use, less one; -1 until a value is looked up. */
  private int mask = -1;

  private int size;

  /** Forgets all values but keeps the memory, to take so many others at most. */
  void start(int mostEntries) {
    if (entries.length < mostEntries) {
      entries = new long[mostEntries];
    }
    most = mostEntries;
    size = 0;
    mask = -1;
  }

  int size() {
    return size;
  }

  /** Returns the number of the value, or -1 where it is new and has its number from now on. */
  int put(long value) {
    if (mask < 0) {
      prepare();
    }
    int at = (int) ((value * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (table[at] >= 0) {
      if (entries[table[at]] == value) {
        return table[at];
      }
      at = (at + 1) & mask;
    }
    table[at] = size;
    entries[size++] = value;
    return -1;
  }

  private void prepare() {
    int places = Integer.highestOneBit(Math.max(4, most)) * 4;
    if (table.length < places) {
      table = new int[places];
    }
    Arrays.fill(table, 0, places, -1);
    mask = places - 1;
  }

  /** Numbers a value that the reader meets for the first time, and returns it. */
  long append(long value) {
    entries[size++] = value;
    return value;
  }

  long get(int number) throws IOException {
    if (number < 0) {
      throw new IOException("A profile names only values that it has: number=" + number);
    }
    return entries[number];
  }
}
