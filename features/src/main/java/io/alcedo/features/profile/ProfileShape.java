package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.Dimension;
import io.alcedo.features.definition.Mark;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.definition.RememberedFeature;
import io.alcedo.schema.row.StableHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What profiles of one layout look like: which values an event carries, which filter classes and
 * samples the buckets keep, and how wide a bucket of some age may be. Derived once from the {@link
 * ProfileLayout}. Immutable and thread-safe.
 */
final class ProfileShape {
  private static final long HOUR_MILLIS = 3_600_000;

  /** A sample of the different values of a dimension among the events of a class. */
  record Sample(int dimension, int filterClass) {}

  /** The highest value of a remembered feature among the events of a class, in each bucket. */
  record Peak(int feature, int filterClass) {}

  final Dimension[] dimensions;
  final int[] dimensionHashes;
  final Mark[] marks;
  final int[] markHashes;
  final RememberedFeature[] remembered;
  final int[] featureHashes;
  final boolean places;
  final double unit;
  final long horizonMillis;

  /** How long an event is kept beyond the horizon, for transactions that arrive late. */
  final long slackMillis;

  final FilterClass[] classes;
  final CellColumns columns;
  final Sample[] samples;

  /** The unit in which buckets and samples keep time, in milliseconds. */
  final long grainMillis;

  /** Ages in ascending order up to which a window's edge may pass through a bucket. */
  final long[] edgeAges;

  /** For each of the ages, the shortest window with an edge there or beyond. */
  final long[] windows;

  private final Map<FilterClass, Integer> classIndexes = new LinkedHashMap<>();

  ProfileShape(ProfileLayout layout) {
    dimensions = layout.dimensions().toArray(Dimension[]::new);
    dimensionHashes = new int[dimensions.length];
    for (int i = 0; i < dimensions.length; i++) {
      dimensionHashes[i] = StableHash.shortOf(dimensions[i].name());
    }
    marks = layout.marks().toArray(Mark[]::new);
    remembered = layout.remembered().toArray(RememberedFeature[]::new);
    markHashes = layout.marks().stream().mapToInt(Mark::hash).toArray();
    featureHashes = layout.remembered().stream().mapToInt(RememberedFeature::hash).toArray();
    places = layout.places();
    unit = Math.pow(10, layout.baseCurrencyDigits());
    horizonMillis = Math.max(1, layout.horizonMillis());
    slackMillis = Math.min(48 * HOUR_MILLIS, Math.max(HOUR_MILLIS, horizonMillis / 16));
    Set<Integer> squared = new LinkedHashSet<>();
    Set<Integer> ranged = new LinkedHashSet<>();
    Set<Sample> sampled = new LinkedHashSet<>();
    Set<Peak> peaks = new LinkedHashSet<>();
    for (AggregateSpec spec : layout.aggregates()) {
      int filterClass = classIndexes.computeIfAbsent(classOf(spec), unused -> classIndexes.size());
      switch (spec.kind()) {
        case STDDEV, ZSCORE -> squared.add(filterClass);
        case MIN, MAX -> ranged.add(filterClass);
        case DISTINCT, FIRST_SEEN -> sampled.add(new Sample(spec.operand(), filterClass));
        case PEAK, SINCE_PEAK -> peaks.add(new Peak(spec.operand(), filterClass));
        default -> {}
      }
    }
    classes = classIndexes.keySet().toArray(FilterClass[]::new);
    columns = new CellColumns(classes.length, remembered.length, squared, ranged, peaks);
    samples = sampled.toArray(Sample[]::new);
    List<AggregateSpec> edged = edged(layout.aggregates());
    edgeAges = edged.stream().mapToLong(AggregateSpec::horizonMillis).toArray();
    windows = edged.stream().mapToLong(AggregateSpec::windowMillis).toArray();
    for (int i = windows.length - 2; i >= 0; i--) {
      windows[i] = Math.min(windows[i], windows[i + 1]);
    }
    long shortest =
        layout.aggregates().stream()
            .mapToLong(AggregateSpec::windowMillis)
            .min()
            .orElse(HOUR_MILLIS);
    grainMillis = Math.max(1, Math.min(shortest, HOUR_MILLIS * 24) / 512);
  }

  /** Returns the class in which the events of an aggregate count. */
  static FilterClass classOf(AggregateSpec spec) {
    return FilterClass.of(spec.filter(), spec.amount() == AmountField.APPROVED);
  }

  /** Returns the position of the aggregate's class among {@link #classes}. */
  int classIndex(AggregateSpec spec) {
    Integer index = classIndexes.get(classOf(spec));
    if (index == null) {
      throw new IllegalArgumentException("An aggregate is one of the layout's: spec=" + spec);
    }
    return index;
  }

  /** Returns the position of a sample among {@link #samples}, or -1. */
  int sampleIndex(int dimension, int filterClass) {
    for (int i = 0; i < samples.length; i++) {
      if (samples[i].dimension() == dimension && samples[i].filterClass() == filterClass) {
        return i;
      }
    }
    return -1;
  }

  /** Returns whether profiles keep marks or values, which their bytes then state. */
  boolean readsVector() {
    return marks.length + remembered.length > 0;
  }

  /** Returns a time in grains, rounded down. */
  long grain(long time) {
    return Math.floorDiv(time, grainMillis);
  }

  /**
   * Returns how many milliseconds a bucket may span whose newest event is of this age, so that no
   * edge of a window ever falls into a bucket wider than the window's share.
   *
   * @param age the age in milliseconds
   * @param resolution how many buckets a window has at least, 32 unless bytes are short
   */
  long mostSpan(long age, int resolution) {
    for (int i = 0; i < edgeAges.length; i++) {
      if (edgeAges[i] > age) {
        return windows[i] / resolution;
      }
    }
    return Long.MAX_VALUE;
  }

  /** Returns the aggregates that read buckets rather than samples or the newest event alone. */
  private static List<AggregateSpec> edged(List<AggregateSpec> aggregates) {
    List<AggregateSpec> edged = new ArrayList<>();
    for (AggregateSpec spec : aggregates) {
      switch (spec.kind()) {
        case SINCE_LAST, SPEED, DISTINCT, FIRST_SEEN -> {}
        default -> edged.add(spec);
      }
    }
    edged.sort((a, b) -> Long.compare(a.horizonMillis(), b.horizonMillis()));
    return edged;
  }
}
