package io.alcedo.features.profile;

import java.io.IOException;
import java.util.Arrays;

/**
 * The different values met while coding, numbered from 0 in order of first sight. The writer looks
 * them up in an open-addressing table, the reader by number. Not thread-safe; lives for one coding.
 */
final class Dictionary {
  private final long[] entries;
  private int[] table = {};
  private int size;

  Dictionary(int mostEntries) {
    entries = new long[mostEntries];
  }

  int size() {
    return size;
  }

  /** Returns the number of the value, or -1 where it is new and has its number from now on. */
  int put(long value) {
    if (table.length == 0) {
      table = new int[Integer.highestOneBit(Math.max(4, entries.length)) * 4];
      Arrays.fill(table, -1);
    }
    int mask = table.length - 1;
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
