package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateSpec;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the current value of one dimension is new, over windows with the same end: one walk back
 * that ends where the value stands. Among buckets the sample answers; of a value that the sample
 * does not cover nothing is known.
 */
final class NoveltyScan extends WindowScan {
  private final FilterClass filter;
  private final long delayMillis;
  private final int dimension;
  private final int sampleIndex;
  private final long grainMillis;

  /** In order of their windows. */
  private final AggregateSpec[] specs;

  NoveltyScan(ProfileShape shape, int filterClass, long delayMillis, List<AggregateSpec> specs) {
    this.filter = shape.classes[filterClass];
    this.delayMillis = delayMillis;
    this.dimension = specs.get(0).operand();
    this.sampleIndex = shape.sampleIndex(dimension, filterClass);
    this.grainMillis = shape.grainMillis;
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
    int value = current.values[dimension];
    int next = current.end(log, delayMillis) - 1;
    boolean found = false;
    for (AggregateSpec spec : specs) {
      double isNew = Double.NaN;
      if (value != 0) {
        long edge = upper - spec.windowMillis();
        while (!found && next >= log.head && log.time[next] > edge) {
          found =
              log.values[next * log.dimensions + dimension] == value
                  && filter.matches(log.flags[next]);
          next--;
        }
        isNew =
            found
                ? 0
                : older != null && older.until > edge
                    ? inBuckets(older.samples[sampleIndex], value, edge, upper)
                    : 1;
      }
      vector[spec.slot()] = (float) (Double.isNaN(isNew) ? spec.empty() : isNew);
    }
  }

  private double inBuckets(ValueSample sample, int value, long edge, long upper) {
    if (!sample.covers(value)) {
      return Double.NaN;
    }
    int at = sample.find(value);
    return at >= 0
            && (sample.last[at] + 1) * grainMillis - 1 > edge
            && sample.first[at] * grainMillis <= upper
        ? 0
        : 1;
  }
}
