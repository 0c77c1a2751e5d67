package io.alcedo.features.profile;

/**
 * A window whose sums a log keeps from one transaction to the next: events that came in at its end
 * are added, and those that its edge passed are taken out. Whole numbers forget nothing and gather
 * no error, so the sums are those that a walk over the same events finds. Only where an amount as
 * far out as an extreme leaves is the window walked again, for the next one.
 *
 * <p>What is kept are longs in {@link EventLog#sums}: the {@link EventLog#number numbers} of the
 * first event held and of the one behind the last, three counts in one, the sum of the amounts, and
 * where they are asked for the sum of squares in two longs, and two extremes. Immutable.
 */
final class SlidingWindow {
  private static final int END = 1;
  private static final int COUNTS = 2;
  private static final int SUM = 3;
  private static final int LEAST_WIDTH = 4;

  /** Stands for the first number where nothing is kept; the end is 0 then, so it holds no event. */
  private static final long UNKEPT = -1;

  /** Stands for the least amount where an extreme left and both are to be found again. */
  private static final long LOST = Long.MIN_VALUE;

  // Three counts of 20 bits, of a log that is never so long.
  private static final int FRAUDS_SHIFT = 20;
  private static final int RATED_SHIFT = 40;
  private static final long COUNT_MASK = (1 << FRAUDS_SHIFT) - 1;

  private final FilterClass filter;
  private final int at;

  /** Where the sum of squares stands, or -1. */
  private final int squares;

  /** Where the extremes stand, or -1. */
  private final int range;

  /**
   * Creates a window.
   *
   * @param filter the class whose events count
   * @param at where its longs start
   * @param squared whether the sum of squares is asked for
   * @param ranged whether extremes are
   */
  SlidingWindow(FilterClass filter, int at, boolean squared, boolean ranged) {
    this.filter = filter;
    this.at = at;
    this.squares = squared ? at + LEAST_WIDTH : -1;
    this.range = ranged ? at + LEAST_WIDTH + (squared ? 2 : 0) : -1;
  }

  /** Returns how many longs it takes. */
  int width() {
    return LEAST_WIDTH + (squares >= 0 ? 2 : 0) + (range >= 0 ? 2 : 0);
  }

  boolean isKept(long[] sums) {
    return sums[at] != UNKEPT;
  }

  void forget(long[] sums) {
    sums[at] = UNKEPT;
    sums[at + END] = 0;
  }

  /** Keeps what a walk met: the events from one index up to another. */
  void keep(EventLog log, Moments walked, int from, int to) {
    long[] sums = log.sums;
    sums[at] = log.number(from);
    sums[at + END] = log.number(to);
    sums[at + COUNTS] = walked.count | walked.frauds << FRAUDS_SHIFT | walked.rated << RATED_SHIFT;
    sums[at + SUM] = walked.sumLow;
    if (squares >= 0) {
      sums[squares] = walked.squareHigh;
      sums[squares + 1] = walked.squareLow;
    }
    if (range >= 0) {
      sums[range] = walked.least;
      sums[range + 1] = walked.most;
    }
  }

  /**
   * Slides on, or back, to the events of the log that are later than the edge and before an index.
   *
   * @param into becomes what these add up to
   */
  void slide(EventLog log, long edge, int until, Moments into) {
    long[] sums = log.sums;
    long[] time = log.time;
    int head = log.head;
    int first = Math.max(head, log.index(sums[at]));
    int end = Math.max(head, log.index(sums[at + END]));
    // It widens at both sides before it narrows, and so never ends before it starts.
    while (end < until) {
      count(log, end++, 1);
    }
    while (first > head && time[first - 1] > edge) {
      count(log, --first, 1);
    }
    while (end > until) {
      count(log, --end, -1);
    }
    while (first < end && time[first] <= edge) {
      count(log, first++, -1);
    }
    sums[at] = log.number(first);
    sums[at + END] = log.number(end);
    if (range >= 0 && sums[range] == LOST) {
      findRange(log, first, end);
    }
    read(sums, into);
  }

  private void read(long[] sums, Moments into) {
    long counts = sums[at + COUNTS];
    into.count = counts & COUNT_MASK;
    into.frauds = counts >>> FRAUDS_SHIFT & COUNT_MASK;
    into.rated = counts >>> RATED_SHIFT;
    into.sumLow = sums[at + SUM];
    into.sumHigh = into.sumLow >> 63;
    if (squares >= 0) {
      into.squareHigh = sums[squares];
      into.squareLow = sums[squares + 1];
    }
    if (range >= 0) {
      into.least = sums[range];
      into.most = sums[range + 1];
    }
  }

  /**
   * Takes note of an event that was inserted before others: where it changes the numbers of events
   * held, these are forgotten. A transaction that is late itself slides the window back first.
   */
  void inserted(EventLog log, int index) {
    if (log.number(index) < log.sums[at + END]) {
      forget(log.sums);
    }
  }

  /** Counts an event out (-1) before it changes, and in (1) afterwards. */
  void recount(EventLog log, int index, int sign) {
    long number = log.number(index);
    if (number >= log.sums[at] && number < log.sums[at + END]) {
      count(log, index, sign);
    }
  }

  /** Counts the log's oldest event out, which is about to leave. */
  void leaving(EventLog log) {
    long[] sums = log.sums;
    long number = log.number(log.head);
    if (number == sums[at] && number < sums[at + END]) {
      count(log, log.head, -1);
      sums[at]++;
    }
  }

  /** Counts an event in (1) or out (-1), where it is of the class. */
  private void count(EventLog log, int index, int sign) {
    long flags = log.flags[index];
    if (!filter.matches(flags)) {
      return;
    }
    long[] sums = log.sums;
    long frauds = EventFlags.isFraud(flags) ? 1L << FRAUDS_SHIFT : 0;
    long rated = EventFlags.isRated(flags) ? 1L << RATED_SHIFT : 0;
    sums[at + COUNTS] += sign * (1 + frauds + rated);
    long amount = amount(log, index);
    sums[at + SUM] += sign * amount;
    if (squares >= 0) {
      long high = Math.multiplyHigh(amount, amount);
      long low = amount * amount;
      long addedLow = sign * low;
      long addedHigh = sign > 0 ? high : low == 0 ? -high : ~high;
      sums[squares + 1] += addedLow;
      sums[squares] += addedHigh + Wide.carry(sums[squares + 1], addedLow);
    }
    if (range >= 0) {
      if (sign > 0) {
        sums[range] = Math.min(sums[range], amount);
        sums[range + 1] = Math.max(sums[range + 1], amount);
      } else if (amount <= sums[range] || amount >= sums[range + 1]) {
        sums[range] = LOST;
      }
    }
  }

  private long amount(EventLog log, int index) {
    return filter.amount(log.amount[index], log.reversed(index));
  }

  private void findRange(EventLog log, int from, int to) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      if (filter.matches(log.flags[i])) {
        least = Math.min(least, amount(log, i));
        most = Math.max(most, amount(log, i));
      }
    }
    log.sums[range] = least;
    log.sums[range + 1] = most;
  }
}
