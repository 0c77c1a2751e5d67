package io.alcedo.model;

/**
 * How much a {@link DecidingWork} explains.
 *
 * @param mostExplained the most rows of a batch that are explained, highest scores first; the
 *     others are flagged as skipped
 * @param mostExplainedUnderPressure the same for a batch submitted under pressure; 0 skips all
 */
public record InferenceSettings(int mostExplained, int mostExplainedUnderPressure) {

  /** 64 rows a batch, 4 under pressure. */
  public static final InferenceSettings DEFAULT = new InferenceSettings(64, 4);

  /** Checks the ranges. */
  public InferenceSettings {
    if (mostExplainedUnderPressure < 0 || mostExplained < mostExplainedUnderPressure) {
      throw new IllegalArgumentException(
          "Settings obey 0 <= mostExplainedUnderPressure <= mostExplained: mostExplained="
              + mostExplained
              + ", mostExplainedUnderPressure="
              + mostExplainedUnderPressure);
    }
  }
}
