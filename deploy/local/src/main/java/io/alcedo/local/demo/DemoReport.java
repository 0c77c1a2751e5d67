package io.alcedo.local.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one demo.
 *
 * @param transactions appended to the input topic
 * @param riskEvents read from the risk-events topic, the warm-up included
 * @param alerts read from the alerts topic
 * @param deadLetters read from the dead-letters topic
 * @param lost transactions of which nothing came: no risk event, no dead letter, no counted
 *     duplicate
 * @param duplicates answers beyond the first of a transaction
 * @param degraded decisions that were not at their best
 * @param throughputPerSecond risk events a second over the measured time
 * @param latencyMillis from the broker's append of a transaction to that of its risk event
 * @param auc area under the ROC curve over transactions whose truth is known; null without frauds
 * @param averagePrecision over the same; null without frauds
 * @param modelVersion the model that scored
 * @param ratePerSecond the rate that was aimed at
 * @param firstRiskEventSeconds from the start of the process to the first risk event
 * @param historyTransactions what the model was trained on and profiles were filled from
 */
@JsonPropertyOrder({
  "transactions",
  "riskEvents",
  "alerts",
  "deadLetters",
  "lost",
  "duplicates",
  "degraded",
  "throughputPerSecond",
  "latencyMillis",
  "auc",
  "averagePrecision",
  "modelVersion",
  "ratePerSecond",
  "firstRiskEventSeconds",
  "historyTransactions"
})
record DemoReport(
    long transactions,
    long riskEvents,
    long alerts,
    long deadLetters,
    long lost,
    long duplicates,
    long degraded,
    double throughputPerSecond,
    Latency latencyMillis,
    @Nullable Double auc,
    @Nullable Double averagePrecision,
    @Nullable String modelVersion,
    double ratePerSecond,
    double firstRiskEventSeconds,
    long historyTransactions) {

  /** Percentiles of the latency, in milliseconds. */
  record Latency(long p50, long p99, long p999) {}

  /** Writes the report as JSON. */
  void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }
}
