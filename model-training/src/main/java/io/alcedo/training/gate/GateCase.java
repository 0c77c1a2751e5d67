package io.alcedo.training.gate;

import io.alcedo.training.evaluation.ScoredRows;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a gate looks at.
 *
 * @param attempt what the attempt is known by in the ledger
 * @param model the model's name
 * @param champion the champion's version
 * @param challenger the challenger's version
 * @param from the earliest event time of a row: neither model was trained on rows from then on
 * @param to the event time before which labels have matured
 * @param scores both models' scores, null where no label has matured
 * @param lackingFeatures how many transactions have no scores, as their vectors do not hold the
 *     features of both models
 * @param latency how long the challenger takes for a batch
 * @param at when the look is taken
 */
public record GateCase(
    String attempt,
    String model,
    String champion,
    String challenger,
    Instant from,
    Instant to,
    @Nullable Scores scores,
    long lackingFeatures,
    Latency latency,
    Instant at) {
  /** Checks the order of times. */
  public GateCase {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "Labels have matured from before until after: from=" + from + ", to=" + to);
    }
  }

  /** Returns how long a time of labels has matured. */
  public Duration matured() {
    return Duration.between(from, to);
  }

  /**
   * Both models' scores on the same rows.
   *
   * @param champion the rows with the champion's scores
   * @param challenger the same rows with the challenger's
   */
  public record Scores(ScoredRows champion, ScoredRows challenger) {}

  /**
   * How long a model takes.
   *
   * @param batch the rows of a batch
   * @param median the time that half of the batches took at most
   */
  public record Latency(int batch, Duration median) {}
}
