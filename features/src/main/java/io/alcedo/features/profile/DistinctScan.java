package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateSpec;
import java.util.Comparator;
import java.util.List;

/**
 * The number of different values of one dimension, over windows with the same end: one walk back
 * through the log with a set that only grows, then the sample of the buckets' values.
 */
final class DistinctScan extends WindowScan {
  private final FilterClass filter;
  private final long delayMillis;
  private final int dimension;
  private final int sampleIndex;
  private final long grainMillis;

  /** In order of their windows. */
  private final AggregateSpec[] specs;

  private final IntSet seen;

  DistinctScan(
      ProfileShape shape,
      int filterClass,
      long delayMillis,
      List<AggregateSpec> specs,
      IntSet set) {
    this.filter = shape.classes[filterClass];
    this.delayMillis = delayMillis;
    this.dimension = specs.get(0).operand();
    this.sampleIndex = shape.sampleIndex(dimension, filterClass);
    this.grainMillis = shape.grainMillis;
    this.seen = set;
    this.specs =
        specs.stream()
            .sorted(Comparator.comparingLong(AggregateSpec::windowMillis))
            .toArray(AggregateSpec[]::new);
  }

  @Override
  void compute(Profile profile, Current current, float[] vector) {
    EventLog log = profile.log;
    Buckets older = profile.buckets;
    long[] flags = log.flags;
    int[] values = log.values;
    int stride = log.dimensions;
    long upper = current.time - delayMillis;
    int next = current.end(log, delayMillis) - 1;
    int count = 0;
    seen.clear(log.size() + 1);
    int own = current.values[dimension];
    if (delayMillis == 0 && own != 0 && filter.matchesCurrent(current.flags)) {
      seen.add(own);
      count = 1;
    }
    for (AggregateSpec spec : specs) {
      long edge = upper - spec.windowMillis();
      for (; next >= log.head && log.time[next] > edge; next--) {
        int value = values[next * stride + dimension];
        if (value != 0 && filter.matches(flags[next]) && seen.add(value)) {
          count++;
        }
      }
      double all = count;
      if (older != null && older.until > edge) {
        all += inBuckets(older.samples[sampleIndex], edge, upper);
      }
      vector[spec.slot()] = (float) all;
    }
  }

  /**
   * Estimates how many values the buckets add to those in the log. A value whose first and last
   * sighting enclose the window counts as in it.
   */
  private double inBuckets(ValueSample sample, long edge, long upper) {
    int sampled = 0;
    for (int i = 0; i < sample.size; i++) {
      if ((sample.last[i] + 1) * grainMillis - 1 > edge
          && sample.first[i] * grainMillis <= upper
          && !seen.contains(sample.value[i])) {
        sampled++;
      }
    }
    return Math.scalb((double) sampled, sample.level);
  }
}
