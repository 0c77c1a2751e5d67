package io.alcedo.local.demo;

import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ShadowScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which version of the model decided what, from the first one on, and how long the stream paused
 * when another took over. A pause is seen by input partition, since each subtask swaps by itself.
 * Not thread-safe.
 */
final class ModelHistory {
  /** So long before and after the first transaction of a version is its swap looked for. */
  private static final long AROUND_MILLIS = 5_000;

  private final String firstVersion;
  private final Map<String, ModelSpan.Builder> spans = new LinkedHashMap<>();
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final AppendTimes[] times;

  ModelHistory(String firstVersion, int partitions) {
    this.firstVersion = firstVersion;
    this.indexes.put(firstVersion, 0);
    this.times = new AppendTimes[partitions];
    for (int i = 0; i < partitions; i++) {
      times[i] = new AppendTimes();
    }
  }

  /**
   * Takes a risk event. Returns which model decided it: 0 the first, which also stands for none.
   */
  int add(RiskEvent event, long appendedAt) {
    times[event.getInputPartition()].add(appendedAt);
    String version = event.getModelVersion();
    if (version == null || event.getScore() == null) {
      return 0;
    }
    ModelSpan.Builder span = spans.get(version);
    if (span == null) {
      span = new ModelSpan.Builder(version, event, appendedAt);
      spans.put(version, span);
      indexes.putIfAbsent(version, indexes.size());
    }
    span.add(event, appendedAt);
    return indexes.getOrDefault(version, 0);
  }

  /** Returns what the first model said of an event that another decided; NaN where nothing. */
  float firstModelScore(RiskEvent event) {
    for (ShadowScore shadow : event.getShadowScores()) {
      if (shadow.getModelVersion().equals(firstVersion)) {
        Double score = shadow.getScore();
        return score == null ? Float.NaN : score.floatValue();
      }
    }
    return Float.NaN;
  }

  /** Returns the spans in the order in which the versions came. */
  List<ModelSpan> spans() {
    return spans.values().stream().map(ModelSpan.Builder::build).toList();
  }

  /** Returns the longest pause around any swap, in milliseconds; null where none was swapped in. */
  @Nullable Long swapPauseMillis() {
    List<Long> pauses = new ArrayList<>();
    for (ModelSpan span : spans()) {
      if (!span.version().equals(firstVersion)) {
        long at = span.first().appendedAtMillis();
        pauses.add(longestPauseMillis(at - AROUND_MILLIS, at + AROUND_MILLIS));
      }
    }
    return pauses.stream().max(Long::compare).orElse(null);
  }

  /** Returns the longest pause of an input partition that touches a span of time. */
  long longestPauseMillis(long from, long to) {
    long longest = 0;
    for (AppendTimes partition : times) {
      longest = Math.max(longest, partition.longestGap(from, to));
    }
    return longest;
  }
}
