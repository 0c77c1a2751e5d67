package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Count, sum, mean, extremes, deviation and fraud rate over windows with the same end. The shortest
 * window's events are also in all longer ones, so one walk back from the end meets every event
 * once, and at each window's edge emits what has gathered so far. Of a window in which the walk met
 * more than {@link #MOST_WALKED} events the log keeps the sums from then on, and they {@link
 * SlidingWindow#slide slide}. Nothing is walked where the log holds no event of the class since the
 * edge: of declines and the like it seldom does.
 */
final class MomentScan extends WindowScan {
  /** How many events of a log are walked over for every transaction. */
  static final int MOST_WALKED = 24;

  private final FilterClass filter;
  private final int filterClass;
  private final long delayMillis;
  private final CellColumns columns;
  private final double unit;
  private final boolean squares;
  private final boolean range;

  /** The different windows in ascending order. */
  private final long[] windowMillis;

  /** The aggregates over each of the windows. */
  private final AggregateSpec[][] specs;

  private final SlidingWindows windows;
  private final SlidingWindow[] sliding;
  private final Moments walked = new Moments();
  private final Moments slid = new Moments();
  private final Moments older = new Moments();
  private final Moments all = new Moments();
  private final Moments withCurrent = new Moments();

  MomentScan(
      ProfileShape shape,
      int filterClass,
      long delayMillis,
      List<AggregateSpec> aggregates,
      SlidingWindows windows) {
    this.filter = shape.classes[filterClass];
    this.filterClass = filterClass;
    this.delayMillis = delayMillis;
    this.columns = shape.columns;
    this.unit = shape.unit;
    this.windows = windows;
    this.windowMillis =
        aggregates.stream().mapToLong(AggregateSpec::windowMillis).sorted().distinct().toArray();
    this.specs = new AggregateSpec[windowMillis.length][];
    for (int w = 0; w < specs.length; w++) {
      long millis = windowMillis[w];
      specs[w] =
          aggregates.stream()
              .filter(spec -> spec.windowMillis() == millis)
              .toArray(AggregateSpec[]::new);
    }
    this.squares = aggregates.stream().anyMatch(MomentScan::readsSquares);
    this.range = aggregates.stream().anyMatch(MomentScan::readsRange);
    this.sliding = new SlidingWindow[specs.length];
    for (int w = 0; w < specs.length; w++) {
      boolean squared = Arrays.stream(specs[w]).anyMatch(MomentScan::readsSquares);
      boolean ranged = Arrays.stream(specs[w]).anyMatch(MomentScan::readsRange);
      sliding[w] = windows.add(filter, squared, ranged);
    }
  }

  private static boolean readsSquares(AggregateSpec spec) {
    return spec.kind() == AggregateKind.STDDEV || spec.kind() == AggregateKind.ZSCORE;
  }

  private static boolean readsRange(AggregateSpec spec) {
    return spec.kind() == AggregateKind.MIN || spec.kind() == AggregateKind.MAX;
  }

  @Override
  void compute(Profile profile, Current current, float[] vector) {
    EventLog log = profile.log;
    Buckets buckets = profile.buckets;
    long upper = current.time - delayMillis;
    int end = current.end(log, delayMillis);
    int next = end - 1;
    int row = -1;
    boolean counts = delayMillis == 0 && filter.matchesCurrent(current.flags);
    boolean slides = log.slides(windows);
    walked.clear();
    if (buckets != null) {
      row = buckets.newestUntil(upper);
      older.clear();
    }
    for (int w = 0; w < specs.length; w++) {
      long edge = upper - windowMillis[w];
      Moments past = walked;
      boolean some = log.mayHold(filterClass, edge);
      if (some && slides && sliding[w].isKept(log.sums)) {
        sliding[w].slide(log, edge, end, slid);
        past = slid;
      } else if (some) {
        next = walk(log, next, edge);
        // A profile that is read from bytes for each event would keep sums in vain.
        if (end - 1 - next > MOST_WALKED && profile.computed) {
          log.slide(windows);
          sliding[w].keep(log, walked, next + 1, end);
        }
      }
      if (buckets != null && buckets.until > edge) {
        row = walk(buckets, row, edge);
        all.set(past, older);
        past = all;
      }
      if (counts) {
        withCurrent.set(past, current.amount, current.flags);
      }
      for (AggregateSpec spec : specs[w]) {
        Moments in = counts && !spec.kind().comparesWithPast() ? withCurrent : past;
        double value = value(spec.kind(), in, current.amount);
        vector[spec.slot()] = (float) (Double.isNaN(value) ? spec.empty() : value);
      }
    }
  }

  /** Adds the log's events down to the edge, and returns the index of the first one beyond. */
  private int walk(EventLog log, int from, long edge) {
    long[] times = log.time;
    long[] flags = log.flags;
    long[] amounts = log.amount;
    boolean reduced = filter.approved() && log.reversed != null;
    int head = log.head;
    int i = from;
    long sum = 0;
    int count = 0;
    int frauds = 0;
    int rated = 0;
    for (; i >= head && times[i] > edge; i--) {
      long flag = flags[i];
      if (!filter.matches(flag)) {
        continue;
      }
      long amount = reduced ? log.remaining(i) : amounts[i];
      count++;
      // At most 1,024 amounts of at most 10^15: far from the end of a long.
      sum += amount;
      frauds += EventFlags.isFraud(flag) ? 1 : 0;
      rated += EventFlags.isRated(flag) ? 1 : 0;
      if (squares) {
        walked.addSquares(Math.multiplyHigh(amount, amount), amount * amount);
      }
      if (range) {
        walked.least = Math.min(walked.least, amount);
        walked.most = Math.max(walked.most, amount);
      }
    }
    walked.count += count;
    walked.frauds += frauds;
    walked.rated += rated;
    walked.addSum(sum >> 63, sum);
    return i;
  }

  /** Adds the buckets down to the edge, and returns the first row beyond. */
  private int walk(Buckets buckets, int from, long edge) {
    int row = from;
    for (; row >= 0 && buckets.middle(row) > edge; row--) {
      int at = row * columns.width + columns.start[filterClass];
      older.add(buckets.cells, at, columns.squares[filterClass], columns.range[filterClass]);
    }
    return row;
  }

  /** Returns an aggregate in whole units of the currency, NaN where it is unknown. */
  private double value(AggregateKind kind, Moments in, long amount) {
    long count = in.count;
    return switch (kind) {
      case COUNT -> count;
      case SUM -> in.sum() / unit;
      case MEAN -> count == 0 ? Double.NaN : in.sum() / count / unit;
      case MIN -> count == 0 ? Double.NaN : in.least / unit;
      case MAX -> count == 0 ? Double.NaN : in.most / unit;
      case STDDEV -> in.deviation() / unit;
      case ZSCORE -> zscore(in, amount);
      case RATIO -> {
        double mean = in.sum() / count;
        yield count == 0 || mean == 0 ? Double.NaN : amount / mean;
      }
      case FRAUD_COUNT -> in.frauds;
      case FRAUD_RATE -> in.rated == 0 ? Double.NaN : (double) in.frauds / in.rated;
      default -> throw new IllegalStateException("No kind of this scan: kind=" + kind);
    };
  }

  private static double zscore(Moments in, long amount) {
    double deviation = in.deviation();
    return deviation > 0 ? in.above(amount) / deviation : Double.NaN;
  }
}
