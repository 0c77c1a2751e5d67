package io.alcedo.features.profile;

import java.util.Arrays;

/**
 * The events that left the log, added up: rows of a {@link CellColumns} layout in time order, none
 * overlapping another by more than a grain; for each class the time of its newest event and its
 * newest place; and samples of different values. Not thread-safe.
 */
final class Buckets {
  private static final int FIRST_ROWS = 16;
  private static final long NEVER = Long.MIN_VALUE;

  final ProfileShape shape;
  long[] cells;
  int rows;

  /** The time of the newest event that is in a bucket, in milliseconds. */
  long until = NEVER;

  /** For each class, the time of its newest event here, in milliseconds. */
  final long[] latest;

  /** For each class, the time of its newest placed event here, and its place. */
  final long[] placed;

  final int[] latitude;
  final int[] longitude;
  final ValueSample[] samples;

  Buckets(ProfileShape shape) {
    this.shape = shape;
    cells = new long[FIRST_ROWS * shape.columns.width];
    latest = new long[shape.classes.length];
    placed = new long[shape.classes.length];
    latitude = new int[shape.places ? shape.classes.length : 0];
    longitude = new int[shape.places ? shape.classes.length : 0];
    Arrays.fill(latest, NEVER);
    Arrays.fill(placed, NEVER);
    samples = new ValueSample[shape.samples.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = new ValueSample();
    }
  }

  /** See {@link Profile#fetch}. */
  long fetch() {
    int width = shape.columns.width;
    long all = 0;
    for (int i = (rows - 1) * width; i >= 0; i -= width) {
      all ^= cells[i];
    }
    return all;
  }

  long from(int row) {
    return cells[row * shape.columns.width + CellColumns.FROM];
  }

  long to(int row) {
    return cells[row * shape.columns.width + CellColumns.TO];
  }

  /** Returns the middle of a bucket's span, in milliseconds. */
  long middle(int row) {
    return (from(row) + to(row) + 1) * shape.grainMillis / 2;
  }

  /** Returns the newest bucket whose middle is at or before the time, or -1. */
  int newestUntil(long time) {
    int row = rows - 1;
    while (row >= 0 && middle(row) > time) {
      row--;
    }
    return row;
  }

  /**
   * Returns when the newest event of a class at or before the time was: exact where none of the
   * class is newer, else to the width of a bucket; {@code Long.MIN_VALUE} where there is none.
   */
  long latest(int filterClass, long time) {
    if (latest[filterClass] <= time) {
      return latest[filterClass];
    }
    for (int row = newestUntil(time); row >= 0; row--) {
      int at = row * shape.columns.width + shape.columns.start[filterClass];
      if (cells[at + CellColumns.COUNT] > 0) {
        return Math.min(time, (to(row) + 1) * shape.grainMillis - 1);
      }
    }
    return NEVER;
  }

  /** Counts an event of the log. */
  void add(EventLog log, int event) {
    long time = log.time[event];
    int row = rowFor(shape.grain(time));
    until = Math.max(until, time);
    long flags = log.flags[event];
    for (int c = 0; c < shape.classes.length; c++) {
      FilterClass filter = shape.classes[c];
      if (filter.matches(flags)) {
        long amount = filter.amount(log.amount[event], log.reversed(event));
        shape.columns.add(cells, row, c, amount, flags);
        raisePeaks(row, c, log, event);
        latest[c] = Math.max(latest[c], time);
        if (shape.places && log.latitude[event] != EventLog.NO_PLACE && time >= placed[c]) {
          placed[c] = time;
          latitude[c] = log.latitude[event];
          longitude[c] = log.longitude[event];
        }
      }
    }
    for (int s = 0; s < samples.length; s++) {
      ProfileShape.Sample sample = shape.samples[s];
      int value = log.values[event * log.dimensions + sample.dimension()];
      if (value != 0 && shape.classes[sample.filterClass()].matches(flags)) {
        samples[s].add(value, shape.grain(time));
      }
    }
  }

  private void raisePeaks(int row, int filterClass, EventLog log, int event) {
    CellColumns columns = shape.columns;
    for (int feature : columns.peaks(filterClass)) {
      int bits = Float.floatToIntBits(log.remembered[event * log.features + feature]);
      int peak = columns.peak(row, filterClass, feature);
      columns.raise(cells, peak, bits, shape.grain(log.time[event]));
    }
  }

  /** Recounts an event of which more became known. */
  void change(long time, long before, long after, long attempted, long wasReversed, long reversed) {
    int row = rowOf(shape.grain(time));
    if (row < 0) {
      return;
    }
    for (int c = 0; c < shape.classes.length; c++) {
      FilterClass filter = shape.classes[c];
      boolean was = filter.matches(before);
      boolean is = filter.matches(after);
      long taken = filter.amount(attempted, wasReversed);
      long given = filter.amount(attempted, reversed);
      if (was && is && taken == given) {
        shape.columns.remark(cells, row, c, before, after);
        continue;
      }
      if (was) {
        shape.columns.remove(cells, row, c, taken, before);
      }
      if (is) {
        shape.columns.add(cells, row, c, given, after);
        latest[c] = Math.max(latest[c], time);
      }
    }
  }

  /** Forgets buckets whose newest event is at or before the time. */
  void dropUntil(long time) {
    int gone = 0;
    while (gone < rows && (to(gone) + 1) * shape.grainMillis <= time) {
      gone++;
    }
    if (gone > 0) {
      int width = shape.columns.width;
      System.arraycopy(cells, gone * width, cells, 0, (rows - gone) * width);
      rows -= gone;
    }
    for (ValueSample sample : samples) {
      sample.dropBefore(shape.grain(time));
    }
  }

  /**
   * Merges neighbours as far as their age allows.
   *
   * @param now the profile's newest event time
   * @param resolution how many buckets a window has at least
   * @param leastSpan milliseconds up to which a bucket may span in any case
   */
  void merge(long now, int resolution, long leastSpan) {
    int width = shape.columns.width;
    int last = 0;
    for (int next = 1; next < rows; next++) {
      long span = (to(next) - from(last) + 1) * shape.grainMillis;
      long age = now - (to(next) + 1) * shape.grainMillis;
      if (span <= leastSpan || span <= shape.mostSpan(Math.max(0, age), resolution)) {
        shape.columns.merge(cells, next, last);
        cells[last * width + CellColumns.TO] =
            Math.max(to(last), cells[next * width + CellColumns.TO]);
      } else {
        last++;
        System.arraycopy(cells, next * width, cells, last * width, width);
      }
    }
    rows = rows == 0 ? 0 : last + 1;
  }

  Buckets copy() {
    Buckets copy = new Buckets(shape);
    copy.cells = cells.clone();
    copy.rows = rows;
    copy.until = until;
    System.arraycopy(latest, 0, copy.latest, 0, latest.length);
    System.arraycopy(placed, 0, copy.placed, 0, placed.length);
    System.arraycopy(latitude, 0, copy.latitude, 0, latitude.length);
    System.arraycopy(longitude, 0, copy.longitude, 0, longitude.length);
    for (int i = 0; i < samples.length; i++) {
      copy.samples[i] = samples[i].copy();
    }
    return copy;
  }

  /** Returns the bucket that holds the grain, or the nearest older one, or -1. */
  private int rowOf(long grain) {
    for (int row = rows - 1; row >= 0; row--) {
      if (from(row) <= grain) {
        return row;
      }
    }
    return -1;
  }

  /** Returns the bucket that holds the grain, made where there is none. */
  private int rowFor(long grain) {
    int row = rowOf(grain);
    return row >= 0 && to(row) >= grain ? row : insert(row + 1, grain, grain);
  }

  /** Makes room for so many buckets in all. */
  void reserve(int most) {
    int needed = most * shape.columns.width;
    if (needed > cells.length) {
      cells = Arrays.copyOf(cells, needed);
    }
  }

  /** Makes an empty bucket at the position. */
  int insert(int row, long from, long to) {
    int width = shape.columns.width;
    if ((rows + 1) * width > cells.length) {
      reserve(rows + (rows >> 1) + 1);
    }
    System.arraycopy(cells, row * width, cells, (row + 1) * width, (rows - row) * width);
    Arrays.fill(cells, row * width, (row + 1) * width, 0);
    cells[row * width + CellColumns.FROM] = from;
    cells[row * width + CellColumns.TO] = to;
    rows++;
    return row;
  }
}
