package io.alcedo.features.profile;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where a bucket's row of longs holds what. A row starts with the bucket's first and last grain;
 * then each filter class has count, sum (upper and lower half), frauds and how many events are
 * rated; and only where an aggregate needs them sum of squares (two halves), minimum and maximum,
 * and for each remembered feature the bits of its highest value and the grain of that. Immutable.
 */
final class CellColumns {
  static final int FROM = 0;
  static final int TO = 1;
  static final int COUNT = 0;
  static final int SUM_HIGH = 1;
  static final int SUM_LOW = 2;
  static final int FRAUDS = 3;
  static final int RATED = 4;
  private static final int FIXED = 5;

  /** The bits of a peak that no value has raised yet. */
  private static final long UNKNOWN = Float.floatToIntBits(Float.NaN);

  final int width;

  /** For each class, where its cell starts. */
  final int[] start;

  /** For each class, where the sum of squares stands behind the start, or -1. */
  final int[] squares;

  /** For each class, where minimum and maximum stand behind the start, or -1. */
  final int[] range;

  /** For each class the remembered features whose peaks it has. */
  private final int[][] peaks;

  /** For each class and remembered feature, where its peak stands behind the start, or -1. */
  private final int[][] peakStart;

  CellColumns(
      int classes,
      int features,
      Set<Integer> squared,
      Set<Integer> ranged,
      Set<ProfileShape.Peak> peaked) {
    start = new int[classes];
    squares = new int[classes];
    range = new int[classes];
    peaks = new int[classes][];
    peakStart = new int[classes][features];
    int next = 2;
    for (int i = 0; i < classes; i++) {
      start[i] = next;
      int inCell = FIXED;
      squares[i] = squared.contains(i) ? inCell : -1;
      inCell += squared.contains(i) ? 2 : 0;
      range[i] = ranged.contains(i) ? inCell : -1;
      inCell += ranged.contains(i) ? 2 : 0;
      for (int f = 0; f < features; f++) {
        boolean peak = peaked.contains(new ProfileShape.Peak(f, i));
        peakStart[i][f] = peak ? inCell : -1;
        inCell += peak ? 2 : 0;
      }
      int[] starts = peakStart[i];
      peaks[i] = IntStream.range(0, features).filter(f -> starts[f] >= 0).toArray();
      next += inCell;
    }
    width = next;
  }

  long count(long[] cells, int row, int filterClass) {
    return cells[row * width + start[filterClass] + COUNT];
  }

  long frauds(long[] cells, int row, int filterClass) {
    return cells[row * width + start[filterClass] + FRAUDS];
  }

  long rated(long[] cells, int row, int filterClass) {
    return cells[row * width + start[filterClass] + RATED];
  }

  boolean hasPeak(int filterClass, int feature) {
    return peakStart[filterClass][feature] >= 0;
  }

  /** Returns the remembered features whose peaks a class has. */
  int[] peaks(int filterClass) {
    return peaks[filterClass];
  }

  /** Returns where the bits of a peak stand, its grain behind them. */
  int peak(int row, int filterClass, int feature) {
    return row * width + start[filterClass] + peakStart[filterClass][feature];
  }

  /** Counts an event in a cell, but for its remembered values. */
  void add(long[] cells, int row, int filterClass, long amount, long flags) {
    int at = row * width + start[filterClass];
    boolean first = cells[at + COUNT]++ == 0;
    addSum(cells, at, amount);
    cells[at + FRAUDS] += EventFlags.isFraud(flags) ? 1 : 0;
    cells[at + RATED] += EventFlags.isRated(flags) ? 1 : 0;
    if (squares[filterClass] >= 0) {
      int square = at + squares[filterClass];
      addWide(cells, square, Math.multiplyHigh(amount, amount), amount * amount);
    }
    if (range[filterClass] >= 0) {
      int least = at + range[filterClass];
      cells[least] = first ? amount : Math.min(cells[least], amount);
      cells[least + 1] = first ? amount : Math.max(cells[least + 1], amount);
    }
    if (first) {
      clearPeaks(cells, row, filterClass);
    }
  }

  /** Makes a cell's peaks unknown. */
  void clearPeaks(long[] cells, int row, int filterClass) {
    for (int feature : peaks[filterClass]) {
      int peak = peak(row, filterClass, feature);
      cells[peak] = UNKNOWN;
      cells[peak + 1] = 0;
    }
  }

  /** Raises a peak to a remembered value, where that is higher, or as high and newer. */
  void raise(long[] cells, int peak, long valueBits, long grain) {
    float value = Float.intBitsToFloat((int) valueBits);
    float had = Float.intBitsToFloat((int) cells[peak]);
    boolean first = Float.isNaN(had) && !Float.isNaN(value);
    if (first || value > had || (value == had && grain > cells[peak + 1])) {
      cells[peak] = valueBits;
      cells[peak + 1] = grain;
    }
  }

  /** Takes an event out of a cell again; minimum, maximum and peaks stay as they are. */
  void remove(long[] cells, int row, int filterClass, long amount, long flags) {
    int at = row * width + start[filterClass];
    if (cells[at + COUNT] == 0) {
      return;
    }
    if (--cells[at + COUNT] == 0) {
      Arrays.fill(cells, at, at + cellWidth(filterClass), 0);
      return;
    }
    addSum(cells, at, -amount);
    remark(cells, row, filterClass, flags, 0);
    if (squares[filterClass] >= 0) {
      long high = Math.multiplyHigh(amount, amount);
      long low = amount * amount;
      addWide(cells, at + squares[filterClass], low == 0 ? -high : ~high, -low);
    }
  }

  /** Recounts the marks of an event that stays in its cell. */
  void remark(long[] cells, int row, int filterClass, long before, long after) {
    int at = row * width + start[filterClass];
    int frauds = (EventFlags.isFraud(after) ? 1 : 0) - (EventFlags.isFraud(before) ? 1 : 0);
    int rated = (EventFlags.isRated(after) ? 1 : 0) - (EventFlags.isRated(before) ? 1 : 0);
    long most = cells[at + COUNT];
    cells[at + FRAUDS] = Math.min(most, Math.max(0, cells[at + FRAUDS] + frauds));
    cells[at + RATED] = Math.min(most, Math.max(0, cells[at + RATED] + rated));
  }

  /** Adds one row's cells to another's. */
  void merge(long[] cells, int from, int into) {
    for (int c = 0; c < start.length; c++) {
      int source = from * width + start[c];
      int target = into * width + start[c];
      if (cells[source + COUNT] == 0) {
        continue;
      }
      boolean first = cells[target + COUNT] == 0;
      cells[target + COUNT] += cells[source + COUNT];
      cells[target + FRAUDS] += cells[source + FRAUDS];
      cells[target + RATED] += cells[source + RATED];
      addWide(cells, target + SUM_HIGH, cells[source + SUM_HIGH], cells[source + SUM_LOW]);
      if (squares[c] >= 0) {
        int square = squares[c];
        addWide(cells, target + square, cells[source + square], cells[source + square + 1]);
      }
      if (range[c] >= 0) {
        int least = range[c];
        long low = cells[source + least];
        long high = cells[source + least + 1];
        cells[target + least] = first ? low : Math.min(cells[target + least], low);
        cells[target + least + 1] = first ? high : Math.max(cells[target + least + 1], high);
      }
      if (first) {
        clearPeaks(cells, into, c);
      }
      for (int feature : peaks[c]) {
        int more = peak(from, c, feature);
        raise(cells, peak(into, c, feature), cells[more], cells[more + 1]);
      }
    }
  }

  int cellWidth(int filterClass) {
    return (filterClass + 1 < start.length ? start[filterClass + 1] : width) - start[filterClass];
  }

  private static void addSum(long[] cells, int at, long amount) {
    addWide(cells, at + SUM_HIGH, amount >> 63, amount);
  }

  private static void addWide(long[] cells, int at, long high, long low) {
    cells[at + 1] += low;
    cells[at] += high + Wide.carry(cells[at + 1], low);
  }
}
