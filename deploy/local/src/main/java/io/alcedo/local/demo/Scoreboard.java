package io.alcedo.local.demo;

import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.topics.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * What the demo has seen come out of the job: a ledger an input partition, latencies, decisions,
 * which model decided when, and the last alerts. The reading thread writes it, the screen reads it.
 */
final class Scoreboard {
  private static final int ALERTS_SHOWN = 6;
  private static final long HIGHEST_MILLIS = 600_000;

  private final Ledger[] ledgers;
  private final Recorder spanLatency = new Recorder(HIGHEST_MILLIS, 3);
  private final Histogram latency = new Histogram(HIGHEST_MILLIS, 3);
  private final EnumMap<Decision, Long> decisions = new EnumMap<>(Decision.class);
  private final Deque<RiskEvent> lastAlerts = new ArrayDeque<>();
  private boolean measuring;
  private long riskEvents;
  private long alerts;
  private long deadLetters;
  private long rejected;
  private long degraded;
  private long firstMeasured;
  private long lastMeasured;
  private long measured;
  private final ModelHistory models;
  private @Nullable String modelVersion;

  /**
   * Creates an empty board.
   *
   * @param partitions of the input topic
   * @param firstVersion the version of the model that decides at first
   */
  Scoreboard(int partitions, String firstVersion) {
    models = new ModelHistory(firstVersion, partitions);
    ledgers = new Ledger[partitions];
    for (int i = 0; i < partitions; i++) {
      ledgers[i] = new Ledger();
    }
  }

  Ledger ledger(int partition) {
    return ledgers[partition];
  }

  /** From now on latencies count; before, the machine was being tried out and warmed. */
  synchronized void startMeasuring() {
    measuring = true;
  }

  /**
   * Takes a risk event.
   *
   * @param appendedAt when the broker appended it, milliseconds since 1970
   */
  synchronized void risk(RiskEvent event, long appendedAt) {
    Double score = event.getScore();
    int model = models.add(event, appendedAt);
    ledgers[event.getInputPartition()].scored(
        event.getInputOffset(),
        score == null ? Float.NaN : score.floatValue(),
        model,
        models.firstModelScore(event));
    riskEvents++;
    decisions.merge(event.getDecision(), 1L, Long::sum);
    degraded += event.getDegradation() == Degradation.NONE ? 0 : 1;
    if (event.getModelVersion() != null) {
      modelVersion = event.getModelVersion();
    }
    if (event.getDecision() != Decision.APPROVE) {
      lastAlerts.addFirst(event);
      if (lastAlerts.size() > ALERTS_SHOWN) {
        lastAlerts.removeLast();
      }
    }
    if (measuring && event.getIngestedAt() != null) {
      measure(event.getIngestedAt().toEpochMilli(), appendedAt);
    }
  }

  synchronized void alert() {
    alerts++;
  }

  synchronized void deadLetter(DeadLetter letter) {
    deadLetters++;
    if (letter.getSourceTopic().equals(Topic.TRANSACTIONS.topicName())
        && letter.getPartition() >= 0
        && letter.getPartition() < ledgers.length) {
      rejected++;
      ledgers[letter.getPartition()].rejected(letter.getOffset());
    }
  }

  synchronized long riskEvents() {
    return riskEvents;
  }

  /** Returns how many answers to transactions came: risk events, and dead letters of theirs. */
  synchronized long answers() {
    return riskEvents + rejected;
  }

  synchronized long alerts() {
    return alerts;
  }

  synchronized long deadLetters() {
    return deadLetters;
  }

  synchronized long degraded() {
    return degraded;
  }

  synchronized Map<Decision, Long> decisions() {
    return Map.copyOf(decisions);
  }

  synchronized List<RiskEvent> lastAlerts() {
    return new ArrayList<>(lastAlerts);
  }

  synchronized @Nullable String modelVersion() {
    return modelVersion;
  }

  /** Returns what each version of the model decided, in the order in which they came. */
  synchronized List<ModelSpan> modelSpans() {
    return models.spans();
  }

  /** Returns the longest pause of an input partition around a swap; null without a swap. */
  synchronized @Nullable Long swapPauseMillis() {
    return models.swapPauseMillis();
  }

  /** Returns the longest pause of an input partition in the measured time, in milliseconds. */
  synchronized long longestPauseMillis() {
    return models.longestPauseMillis(firstMeasured, lastMeasured);
  }

  /** Returns the latencies of the whole measured time, in milliseconds. */
  synchronized Histogram latency() {
    return latency.copy();
  }

  /** Returns the measured risk events a second, between the brokers' first and last stamp. */
  synchronized double throughputPerSecond() {
    return measured == 0 ? 0 : measured * 1000.0 / Math.max(1, lastMeasured - firstMeasured);
  }

  /** Returns the latencies since the last call. */
  Histogram spanLatency() {
    return spanLatency.getIntervalHistogram();
  }

  private void measure(long ingestedAt, long appendedAt) {
    long millis = Math.max(0, Math.min(HIGHEST_MILLIS, appendedAt - ingestedAt));
    latency.recordValue(millis);
    spanLatency.recordValue(millis);
    if (measured++ == 0) {
      firstMeasured = appendedAt;
    }
    lastMeasured = Math.max(lastMeasured, appendedAt);
  }
}
