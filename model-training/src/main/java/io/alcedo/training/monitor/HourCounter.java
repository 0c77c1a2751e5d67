package io.alcedo.training.monitor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the vectors and scores of one hour as they come: one array of counts a feature, 7 KiB
 * each. A few nanoseconds a value; not thread-safe.
 */
public final class HourCounter {
  private final long hour;
  private final List<String> names;
  private final int[][] counts;
  private final int[] missing;
  private final Map<String, double[]> scores = new LinkedHashMap<>();
  private int vectors;

  /**
   * Starts at zero.
   *
   * @param hour whole hours since 1970 UTC
   * @param names the features in the vector's order
   */
  public HourCounter(long hour, List<String> names) {
    this.hour = hour;
    this.names = List.copyOf(names);
    this.counts = new int[names.size()][ValueBins.COUNT];
    this.missing = new int[names.size()];
  }

  /**
   * Counts a vector.
   *
   * @param vector its leading places are the features; places that it lacks are not counted at all
   */
  public void addVector(float[] vector) {
    vectors++;
    int known = Math.min(vector.length, counts.length);
    for (int place = 0; place < known; place++) {
      float value = vector[place];
      if (Float.isNaN(value)) {
        missing[place]++;
      } else {
        counts[place][ValueBins.of(value)]++;
      }
    }
  }

  /**
   * Counts a score.
   *
   * @param version the model that decided
   * @param score from 0 to 1; its log-odds are counted
   */
  public void addScore(String version, double score) {
    double logOdds = Math.log(score / (1 - score));
    scores
        .computeIfAbsent(version, absent -> new double[ValueBins.COUNT])[
        ValueBins.of((float) logOdds)]++;
  }

  /** Returns how many vectors were counted. */
  public int vectors() {
    return vectors;
  }

  /** Returns what was counted. */
  public HourSummary summary() {
    Map<String, ValueCounts> features = new LinkedHashMap<>();
    for (int place = 0; place < counts.length; place++) {
      double[] all = new double[ValueBins.COUNT];
      for (int bin = 0; bin < all.length; bin++) {
        all[bin] = counts[place][bin];
      }
      features.put(names.get(place), ValueCounts.of(all, missing[place]));
    }
    Map<String, ValueCounts> byVersion = new LinkedHashMap<>();
    scores.forEach((version, all) -> byVersion.put(version, ValueCounts.of(all, 0)));
    return new HourSummary(hour, features, byVersion);
  }
}
