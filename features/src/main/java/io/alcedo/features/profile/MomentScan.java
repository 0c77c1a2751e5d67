package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import java.util.Comparator;
import java.util.List;

/**
 * Count, sum, mean, extremes, deviation and fraud rate over windows with the same end: the shortest
 * window's events are also in all longer ones, so one walk back from the end meets every event
 * once, and at each window's edge emits what has gathered so far.
 */
final class MomentScan implements WindowScan {
  private final FilterClass filter;
  private final int filterClass;
  private final long delayMillis;
  private final CellColumns columns;
  private final double unit;
  private final boolean squares;
  private final boolean range;

  /** In order of their windows. */
  private final AggregateSpec[] specs;

  private final long[] windowMillis;
  private final Moments past = new Moments();
  private final Moments withCurrent = new Moments();

  MomentScan(ProfileShape shape, int filterClass, long delayMillis, List<AggregateSpec> specs) {
    this.filter = shape.classes[filterClass];
    this.filterClass = filterClass;
    this.delayMillis = delayMillis;
    this.columns = shape.columns;
    this.unit = shape.unit;
    this.specs =
        specs.stream()
            .sorted(Comparator.comparingLong(AggregateSpec::windowMillis))
            .toArray(AggregateSpec[]::new);
    this.windowMillis = specs.stream().mapToLong(AggregateSpec::windowMillis).sorted().toArray();
    boolean squared = false;
    boolean ranged = false;
    for (AggregateSpec spec : specs) {
      AggregateKind kind = spec.kind();
      squared |= kind == AggregateKind.STDDEV || kind == AggregateKind.ZSCORE;
      ranged |= kind == AggregateKind.MIN || kind == AggregateKind.MAX;
    }
    this.squares = squared;
    this.range = ranged;
  }

  @Override
  public void compute(Profile profile, Current current, float[] vector) {
    EventLog log = profile.log;
    Buckets older = profile.buckets;
    long upper = current.time - delayMillis;
    int next = current.end(log, delayMillis) - 1;
    int row = older == null ? -1 : older.newestUntil(upper);
    boolean counts = delayMillis == 0 && filter.matchesCurrent(current.flags);
    past.clear();
    for (int k = 0; k < specs.length; ) {
      long window = windowMillis[k];
      long edge = upper - window;
      next = scan(log, next, edge);
      if (older != null && older.until > edge) {
        row = scan(older, row, edge);
      }
      if (counts) {
        withCurrent.set(past, current.amount, current.flags);
      }
      for (; k < specs.length && windowMillis[k] == window; k++) {
        AggregateSpec spec = specs[k];
        Moments in = counts && !spec.kind().comparesWithPast() ? withCurrent : past;
        double value = value(spec.kind(), in, current.amount);
        vector[spec.slot()] = (float) (Double.isNaN(value) ? spec.empty() : value);
      }
    }
  }

  /** Adds the log's events down to the edge, and returns the index of the first one beyond. */
  private int scan(EventLog log, int from, long edge) {
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
        past.addSquares(Math.multiplyHigh(amount, amount), amount * amount);
      }
      if (range) {
        past.least = Math.min(past.least, amount);
        past.most = Math.max(past.most, amount);
      }
    }
    past.count += count;
    past.frauds += frauds;
    past.rated += rated;
    past.addSum(sum >> 63, sum);
    return i;
  }

  private int scan(Buckets older, int from, long edge) {
    int row = from;
    for (; row >= 0 && older.middle(row) > edge; row--) {
      int at = row * columns.width + columns.start[filterClass];
      past.add(older.cells, at, columns.squares[filterClass], columns.range[filterClass]);
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
