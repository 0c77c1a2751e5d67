package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateSpec;
import java.util.Comparator;
import java.util.List;

/**
 * The latest run of frauds and the genuine events since, over windows with the same end: one walk
 * back that ends at the first genuine event before a fraud. Buckets have lost the order of their
 * events; the frauds of one stand as a run that is newer than its genuine events.
 */
final class RunScan extends WindowScan {
  private final FilterClass filter;
  private final int filterClass;
  private final long delayMillis;
  private final ProfileShape shape;

  /** In order of their windows. */
  private final AggregateSpec[] specs;

  private long genuine;
  private long frauds;
  private long oldestFraud;
  private boolean ended;

  RunScan(ProfileShape shape, int filterClass, long delayMillis, List<AggregateSpec> specs) {
    this.filter = shape.classes[filterClass];
    this.filterClass = filterClass;
    this.delayMillis = delayMillis;
    this.shape = shape;
    this.specs =
        specs.stream()
            .sorted(Comparator.comparingLong(AggregateSpec::windowMillis))
            .toArray(AggregateSpec[]::new);
  }

  @Override
  void compute(Profile profile, Current current, float[] vector) {
    EventLog log = profile.log;
    Buckets older = profile.buckets;
    long upper = current.time - delayMillis;
    int next = current.end(log, delayMillis) - 1;
    int row = older == null ? -1 : older.newestUntil(upper);
    genuine = 0;
    frauds = 0;
    ended = false;
    if (delayMillis == 0 && filter.matchesCurrent(current.flags)) {
      add(current.flags, current.time);
    }
    for (AggregateSpec spec : specs) {
      long edge = upper - spec.windowMillis();
      for (; !ended && next >= log.head && log.time[next] > edge; next--) {
        if (filter.matches(log.flags[next])) {
          add(log.flags[next], log.time[next]);
        }
      }
      if (older != null && older.until > edge) {
        for (; !ended && row >= 0 && older.middle(row) > edge; row--) {
          add(older, row);
        }
      }
      double value = value(spec, current.time);
      vector[spec.slot()] = (float) (Double.isNaN(value) ? spec.empty() : value);
    }
  }

  private void add(long flags, long time) {
    if (EventFlags.isFraud(flags)) {
      frauds++;
      oldestFraud = time;
    } else if (EventFlags.isRated(flags)) {
      ended = frauds > 0;
      genuine += ended ? 0 : 1;
    }
  }

  private void add(Buckets older, int row) {
    long more = shape.columns.frauds(older.cells, row, filterClass);
    if (more > 0) {
      frauds += more;
      oldestFraud = older.from(row) * shape.grainMillis;
    }
    long rest = shape.columns.rated(older.cells, row, filterClass) - more;
    if (rest > 0) {
      ended = frauds > 0;
      genuine += ended ? 0 : rest;
    }
  }

  private double value(AggregateSpec spec, long now) {
    return switch (spec.kind()) {
      case FRAUD_RUN -> frauds;
      case FRAUD_RUN_AGE -> frauds == 0 ? Double.NaN : (now - oldestFraud) / 1000.0;
      case GENUINE_RUN -> genuine;
      default -> throw new IllegalStateException("No kind of this scan: kind=" + spec.kind());
    };
  }
}
