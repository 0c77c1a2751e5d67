package io.alcedo.features.profile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of a profile in time order, those of the same instant in order of arrival: one
 * growing array a property, so that a scan reads memory in a line and a common append costs a few
 * stores. Events leave at the front by moving {@link #head}.
 *
 * <p>Events are named by the low 32 bits of their id hash: two of the at most 257 events of a log
 * share them with odds of about 1 in 130,000. A new event is a duplicate where one of the same
 * instant shares them, which of two events of an instant happens with odds of 1 in 4 billion. Not
 * thread-safe.
 */
final class EventLog {
  /** The coordinate that stands for no place. */
  static final int NO_PLACE = Integer.MIN_VALUE;

  private static final int FIRST_CAPACITY = 8;
  private static final long[] NO_SUMS = {};

  /** One for all logs, so that no line of memory is read to find that it is empty. */
  private static final int[] NO_INTS = {};

  private static final float[] NO_FLOATS = {};

  /** How many of the newest events are fetched: most windows of most entities hold fewer. */
  private static final int FETCHED = 64;

  /** Longs, and twice as many ints, of one line of the processor's cache. */
  private static final int LINE = 8;

  final int dimensions;

  /** How many features have their values remembered. */
  final int features;

  final boolean places;
  int head;
  int tail;
  long[] time = new long[FIRST_CAPACITY];
  int[] id = new int[FIRST_CAPACITY];
  long[] flags = new long[FIRST_CAPACITY];
  long[] amount = new long[FIRST_CAPACITY];
  int[] values;

  /** The values of remembered features, NaN where unknown. */
  float[] remembered;

  int[] latitude;
  int[] longitude;

  /** How much of an amount reversals took back; null while none did. */
  long @Nullable [] reversed;

  private final FilterClass[] classes;

  /** For each class a time after which no event is of it: that of its newest, or a later one. */
  private final long[] newest;

  /** The windows of which sums are kept, null as long as none are. */
  private @Nullable SlidingWindows sliding;

  /** What is kept of them, laid out by each {@link SlidingWindow}. */
  long[] sums = NO_SUMS;

  /** How many events stood before the arrays' present start. */
  private long passed;

  EventLog(int dimensions, int features, boolean places, FilterClass[] classes) {
    this.dimensions = dimensions;
    this.features = features;
    this.places = places;
    this.classes = classes;
    this.newest = new long[classes.length];
    Arrays.fill(newest, Long.MIN_VALUE);
    this.values = new int[FIRST_CAPACITY * dimensions];
    this.remembered = features == 0 ? NO_FLOATS : new float[FIRST_CAPACITY * features];
    this.latitude = places ? new int[FIRST_CAPACITY] : NO_INTS;
    this.longitude = places ? new int[FIRST_CAPACITY] : NO_INTS;
  }

  int size() {
    return tail - head;
  }

  /** Returns the number of the event at an index: its own until one is inserted before it. */
  long number(int index) {
    return passed + index;
  }

  /** Returns the index of an event's number, below 0 where the event has long left. */
  int index(long number) {
    return (int) Math.max(-1, number - passed);
  }

  /** Returns whether sums of these windows may be kept already. */
  boolean slides(SlidingWindows windows) {
    return sliding == windows;
  }

  /** Readies the log to keep sums of these windows. */
  void slide(SlidingWindows windows) {
    if (sliding != windows) {
      sliding = windows;
      sums = windows.newSums();
    }
  }

  /** See {@link Profile#fetch}. */
  long fetch() {
    if (head == tail) {
      return 0;
    }
    int last = tail - 1;
    int first = Math.max(head, tail - FETCHED);
    long all = time[head] ^ id[last];
    if (places) {
      all ^= latitude[last] ^ longitude[last];
    }
    for (int i = last; i >= first; i -= LINE) {
      all ^= time[i] ^ flags[i] ^ amount[i];
    }
    for (int i = tail * dimensions - 1; i >= first * dimensions; i -= 2 * LINE) {
      all ^= values[i];
    }
    for (int c = 0; c < newest.length; c += LINE) {
      all ^= newest[c];
    }
    for (int i = 0; i < sums.length; i += LINE) {
      all ^= sums[i];
    }
    return all;
  }

  /** Returns the index behind the last event at or before the time. */
  int upperBound(long at) {
    int low = head;
    int high = tail;
    if (low == high || time[high - 1] <= at) {
      return high;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time[middle] <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Returns the index of the event, or -1 where the log does not hold it.
   *
   * @param at its time
   * @param end the {@link #upperBound} of that time
   */
  int find(int wanted, long at, int end) {
    for (int i = end - 1; i >= head && time[i] == at; i--) {
      if (id[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the index of the event, whatever its time, or -1 where the log does not hold it. */
  int find(int wanted) {
    int[] ids = id;
    for (int i = tail - 1; i >= head; i--) {
      if (ids[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Makes room for an event behind all that are not later, and returns its index. */
  int insert(long at, int idBits, long flagBits, long amountMinor) {
    if (tail == time.length) {
      makeRoom();
    }
    int index = upperBound(at);
    int later = tail - index;
    if (later > 0) {
      shift(index, index + 1, later);
    }
    tail++;
    time[index] = at;
    id[index] = idBits;
    flags[index] = flagBits;
    amount[index] = amountMinor;
    long[] taken = reversed;
    if (taken != null) {
      taken[index] = 0;
    }
    noteClasses(at, flagBits);
    if (places) {
      latitude[index] = NO_PLACE;
      longitude[index] = NO_PLACE;
    }
    Arrays.fill(values, index * dimensions, (index + 1) * dimensions, 0);
    Arrays.fill(remembered, index * features, (index + 1) * features, Float.NaN);
    SlidingWindows windows = sliding;
    if (later > 0 && windows != null) {
      windows.inserted(this, index);
    }
    return index;
  }

  /** Changes what is known of an event. */
  void setFlags(int index, long flagBits) {
    if (flags[index] != flagBits) {
      recount(index, -1);
      flags[index] = flagBits;
      recount(index, 1);
      noteClasses(time[index], flagBits);
    }
  }

  private void noteClasses(long at, long flagBits) {
    for (int c = 0; c < classes.length; c++) {
      if (newest[c] < at && classes[c].matches(flagBits)) {
        newest[c] = at;
      }
    }
  }

  /** Returns false only where no event later than the time is of the class. */
  boolean mayHold(int filterClass, long after) {
    return newest[filterClass] > after;
  }

  /** Returns what is left of the amount after reversals, never below 0. */
  long remaining(int index) {
    long[] taken = reversed;
    return taken == null || taken[index] == 0
        ? amount[index]
        : Math.max(0, amount[index] - taken[index]);
  }

  long reversed(int index) {
    long[] taken = reversed;
    return taken == null ? 0 : taken[index];
  }

  void setReversed(int index, long minor) {
    long[] taken = reversed;
    if (taken == null) {
      if (minor == 0) {
        return;
      }
      taken = new long[time.length];
      reversed = taken;
    }
    recount(index, -1);
    taken[index] = minor;
    recount(index, 1);
  }

  private void recount(int index, int sign) {
    SlidingWindows windows = sliding;
    if (windows != null) {
      windows.recount(this, index, sign);
    }
  }

  /** Forgets the oldest event. */
  void removeOldest() {
    SlidingWindows windows = sliding;
    if (windows != null) {
      windows.leaving(this);
    }
    head++;
  }

  /** Forgets the events at or before the time. */
  void dropUntil(long at) {
    while (head < tail && time[head] <= at) {
      removeOldest();
    }
    if (head == tail) {
      passed += tail;
      head = 0;
      tail = 0;
    }
  }

  /** Makes room for so many events in all. */
  void reserve(int events) {
    if (events > time.length) {
      resize(events);
    }
  }

  /** Returns a copy, which keeps no sums. */
  EventLog copy() {
    EventLog copy = new EventLog(dimensions, features, places, classes);
    copy.head = head;
    copy.tail = tail;
    System.arraycopy(newest, 0, copy.newest, 0, newest.length);
    copy.time = time.clone();
    copy.id = id.clone();
    copy.flags = flags.clone();
    copy.amount = amount.clone();
    copy.values = values.clone();
    if (features > 0) {
      copy.remembered = remembered.clone();
    }
    if (places) {
      copy.latitude = latitude.clone();
      copy.longitude = longitude.clone();
    }
    long[] taken = reversed;
    copy.reversed = taken == null ? null : taken.clone();
    return copy;
  }

  private void makeRoom() {
    if (head > 0 && head >= time.length / 4) {
      shift(head, 0, size());
      passed += head;
      tail -= head;
      head = 0;
    } else {
      resize(time.length + (time.length >> 1));
    }
  }

  private void resize(int capacity) {
    time = Arrays.copyOf(time, capacity);
    id = Arrays.copyOf(id, capacity);
    flags = Arrays.copyOf(flags, capacity);
    amount = Arrays.copyOf(amount, capacity);
    values = Arrays.copyOf(values, capacity * dimensions);
    if (features > 0) {
      remembered = Arrays.copyOf(remembered, capacity * features);
    }
    if (places) {
      latitude = Arrays.copyOf(latitude, capacity);
      longitude = Arrays.copyOf(longitude, capacity);
    }
    long[] taken = reversed;
    reversed = taken == null ? null : Arrays.copyOf(taken, capacity);
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(time, from, time, to, count);
    System.arraycopy(id, from, id, to, count);
    System.arraycopy(flags, from, flags, to, count);
    System.arraycopy(amount, from, amount, to, count);
    System.arraycopy(values, from * dimensions, values, to * dimensions, count * dimensions);
    System.arraycopy(remembered, from * features, remembered, to * features, count * features);
    if (places) {
      System.arraycopy(latitude, from, latitude, to, count);
      System.arraycopy(longitude, from, longitude, to, count);
    }
    long[] taken = reversed;
    if (taken != null) {
      System.arraycopy(taken, from, taken, to, count);
    }
  }
}
