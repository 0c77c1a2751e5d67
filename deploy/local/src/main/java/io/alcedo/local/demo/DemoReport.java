package io.alcedo.local.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
 * @param judgedTransactions those that the next three are about: transactions whose truth is known,
 *     and, once another model decides, only those that the first one scored beside it
 * @param auc area under the ROC curve of the scores that decided; null without frauds
 * @param averagePrecision of the same scores; null without frauds
 * @param averagePrecisionFirstModel of the first model's scores for the same transactions; null
 *     where it was never replaced
 * @param modelVersion the model that scored last
 * @param modelVersions what each version decided, in the order in which they came
 * @param swapPauseMillis the longest pause between the risk events of an input partition within 5 s
 *     of the first transaction of a later version, by the broker's clock; null without a swap
 * @param longestPauseMillis the longest such pause in all of the measured time, to compare
 * @param ratePerSecond the rate that was aimed at
 * @param firstRiskEventSeconds from the start of the process to the first risk event
 * @param learning what happened on the way back; null where nothing was to be learned
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
  "judgedTransactions",
  "auc",
  "averagePrecision",
  "averagePrecisionFirstModel",
  "modelVersion",
  "modelVersions",
  "swapPauseMillis",
  "longestPauseMillis",
  "ratePerSecond",
  "firstRiskEventSeconds",
  "learning",
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
    long judgedTransactions,
    @Nullable Double auc,
    @Nullable Double averagePrecision,
    @Nullable Double averagePrecisionFirstModel,
    @Nullable String modelVersion,
    List<ModelSpan> modelVersions,
    @Nullable Long swapPauseMillis,
    long longestPauseMillis,
    double ratePerSecond,
    double firstRiskEventSeconds,
    @Nullable LearningReport learning,
    long historyTransactions) {

  /** Percentiles of the latency, in milliseconds. */
  record Latency(long p50, long p99, long p999) {}

  /** Writes the report as JSON. */
  void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }
}
