package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import java.util.Comparator;
import java.util.List;

/**
 * The highest value that one remembered feature had, and the time since, over windows with the same
 * end: one walk back through the log, then through the buckets' own peaks.
 */
final class PeakScan extends WindowScan {
  private final FilterClass filter;
  private final int filterClass;
  private final long delayMillis;
  private final int feature;
  private final ProfileShape shape;

  /** In order of their windows. */
  private final AggregateSpec[] specs;

  /** The highest value met so far, NaN where there is none, and its time. */
  private float peak;

  private long peakTime;

  PeakScan(ProfileShape shape, int filterClass, long delayMillis, List<AggregateSpec> specs) {
    this.filter = shape.classes[filterClass];
    this.filterClass = filterClass;
    this.delayMillis = delayMillis;
    this.feature = specs.get(0).operand();
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
    peak = Float.NaN;
    for (AggregateSpec spec : specs) {
      long edge = upper - spec.windowMillis();
      for (; next >= log.head && log.time[next] > edge; next--) {
        if (filter.matches(log.flags[next])) {
          raise(log.remembered[next * log.features + feature], log.time[next]);
        }
      }
      if (older != null && older.until > edge) {
        for (; row >= 0 && older.middle(row) > edge; row--) {
          raise(older, row, upper);
        }
      }
      double value = spec.kind() == AggregateKind.PEAK ? peak : (current.time - peakTime) / 1000.0;
      vector[spec.slot()] = (float) (Float.isNaN(peak) ? spec.empty() : value);
    }
  }

  private void raise(Buckets older, int row, long upper) {
    int at = shape.columns.peak(row, filterClass, feature);
    if (shape.columns.count(older.cells, row, filterClass) > 0) {
      long grainEnd = (older.cells[at + 1] + 1) * shape.grainMillis - 1;
      raise(Float.intBitsToFloat((int) older.cells[at]), Math.min(upper, grainEnd));
    }
  }

  private void raise(float value, long time) {
    if (value > peak || (Float.isNaN(peak) && !Float.isNaN(value))) {
      peak = value;
      peakTime = time;
    }
  }
}
