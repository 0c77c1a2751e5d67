package io.alcedo.model;

/**
 * What an {@link InferenceWorker} explains.
 *
 * @param explainFrom scores from this one on are explained; more than 1 explains none
 * @param mostExplained the most rows of a batch that are explained, highest scores first; the
 *     others are flagged as skipped
 * @param mostExplainedUnderPressure the same for a batch submitted under pressure; 0 skips all
 */
public record InferenceSettings(
    double explainFrom, int mostExplained, int mostExplainedUnderPressure) {

  /** Checks the ranges. */
  public InferenceSettings {
    if (Double.isNaN(explainFrom)
        || mostExplainedUnderPressure < 0
        || mostExplained < mostExplainedUnderPressure) {
      throw new IllegalArgumentException(
          "Settings obey 0 <= mostExplainedUnderPressure <= mostExplained: explainFrom="
              + explainFrom
              + ", mostExplained="
              + mostExplained
              + ", mostExplainedUnderPressure="
              + mostExplainedUnderPressure);
    }
  }

  /** Explains what is reviewed or worse: 64 rows a batch, 4 under pressure. */
  public static InferenceSettings of(Thresholds thresholds) {
    return new InferenceSettings(thresholds.review(), 64, 4);
  }
}
