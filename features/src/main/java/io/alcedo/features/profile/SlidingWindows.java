package io.alcedo.features.profile;

import java.util.Arrays;

/**
 * The windows of which logs may keep sums, and what happens to the sums when an event of the log
 * changes. Filled while an aggregator is made, and unchanged from then on.
 */
final class SlidingWindows {
  private SlidingWindow[] windows = {};
  private int width;

  /** Adds a window over the events of a class. */
  SlidingWindow add(FilterClass filter, boolean squared, boolean ranged) {
    SlidingWindow window = new SlidingWindow(filter, width, squared, ranged);
    windows = Arrays.copyOf(windows, windows.length + 1);
    windows[windows.length - 1] = window;
    width += window.width();
    return window;
  }

  /** Returns the longs of a log that keeps nothing yet. */
  long[] newSums() {
    long[] sums = new long[width];
    for (SlidingWindow window : windows) {
      window.forget(sums);
    }
    return sums;
  }

  void inserted(EventLog log, int index) {
    for (SlidingWindow window : windows) {
      window.inserted(log, index);
    }
  }

  void recount(EventLog log, int index, int sign) {
    for (SlidingWindow window : windows) {
      window.recount(log, index, sign);
    }
  }

  void leaving(EventLog log) {
    for (SlidingWindow window : windows) {
      window.leaving(log);
    }
  }
}
