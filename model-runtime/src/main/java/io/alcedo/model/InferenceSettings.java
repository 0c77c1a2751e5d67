package io.alcedo.model;

import java.time.Duration;

/**
 * How much a {@link DecidingWork} explains, and waits.
 *
 * @param mostExplained the most rows of a batch that are explained, highest scores first; the
 *     others are flagged as skipped; a canary's are counted by themselves
 * @param mostExplainedUnderPressure the same for a batch submitted under pressure; 0 skips all
 * @param canaryPatience how long a batch waits for its canary, above 0; then the active model
 *     decides in its place
 */
public record InferenceSettings(
    int mostExplained, int mostExplainedUnderPressure, Duration canaryPatience) {

  /** 64 rows a batch, 4 under pressure, and 20 milliseconds for a canary. */
  public static final InferenceSettings DEFAULT =
      new InferenceSettings(64, 4, Duration.ofMillis(20));

  /** Checks the ranges. */
  public InferenceSettings {
    if (mostExplainedUnderPressure < 0 || mostExplained < mostExplainedUnderPressure) {
      throw new IllegalArgumentException(
          "Settings obey 0 <= mostExplainedUnderPressure <= mostExplained: mostExplained="
              + mostExplained
              + ", mostExplainedUnderPressure="
              + mostExplainedUnderPressure);
    }
    if (canaryPatience.isZero() || canaryPatience.isNegative()) {
      throw new IllegalArgumentException("Patience is above 0: canaryPatience=" + canaryPatience);
    }
  }

  /** The same, with another patience. */
  public InferenceSettings withCanaryPatience(Duration patience) {
    return new InferenceSettings(mostExplained, mostExplainedUnderPressure, patience);
  }
}
