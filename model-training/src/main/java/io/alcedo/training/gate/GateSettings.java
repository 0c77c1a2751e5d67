package io.alcedo.training.gate;

import io.alcedo.training.evaluation.EvaluationSettings;
import java.time.Duration;

/**
 * What a challenger must show.
 *
 * @param margin by how much its average precision must exceed the champion's, 0 or more
 * @param significance the probability that, of all attempts before a promotion, any promotes a
 *     model that is not better by the margin
 * @param window how long a time of matured labels an attempt waits for
 * @param looks how often it is looked at by then: the last look is at the whole window, each
 *     earlier one at half the time of the next
 * @param minFrauds the number of frauds below which nothing is judged
 * @param calibrationBound the most that its calibration error may be, over the share of frauds
 * @param segmentFloor by how much its average precision may lie below the champion's in a segment
 * @param segmentFrauds the number of frauds, and of genuine rows, below which a segment is only
 *     reported
 * @param latencyBudget the longest that it may take for a batch
 * @param evaluation how rows are resampled and parted into segments
 */
public record GateSettings(
    double margin,
    double significance,
    Duration window,
    int looks,
    int minFrauds,
    double calibrationBound,
    double segmentFloor,
    int segmentFrauds,
    Duration latencyBudget,
    EvaluationSettings evaluation) {
  /** Checks every setting. */
  public GateSettings {
    require(margin >= 0 && margin < 1, "margin", "0 or more, below 1", margin);
    require(
        significance > 0 && significance <= 0.2,
        "significance",
        "above 0, at most 0.2",
        significance);
    require(window.compareTo(Duration.ZERO) > 0, "window", "above 0", window);
    require(looks >= 1 && looks <= 8, "looks", "1 to 8", looks);
    require(minFrauds >= 20, "minFrauds", "20 or more", minFrauds);
    require(calibrationBound > 0, "calibrationBound", "above 0", calibrationBound);
    require(segmentFloor > 0 && segmentFloor <= 1, "segmentFloor", "above 0, to 1", segmentFloor);
    require(segmentFrauds >= 20, "segmentFrauds", "20 or more", segmentFrauds);
    require(latencyBudget.compareTo(Duration.ZERO) > 0, "latencyBudget", "above 0", latencyBudget);
    require(
        evaluation.resamples() >= 100,
        "evaluation.resamples",
        "100 or more",
        evaluation.resamples());
  }

  /**
   * Returns the settings of a gate that stays: a margin of 0.002 at a significance of 1 %, three
   * looks within four weeks, 200 frauds, a calibration error of at most 0.3 times the share of
   * frauds, no segment of 100 frauds worse by 0.05, a batch within 20 ms, 500 resamples.
   */
  public static GateSettings standard() {
    return new GateSettings(
        0.002,
        0.01,
        Duration.ofDays(28),
        3,
        200,
        0.3,
        0.05,
        100,
        Duration.ofMillis(20),
        EvaluationSettings.standard().withResamples(500));
  }

  /** Returns these settings with rows resampled and parted otherwise. */
  public GateSettings withEvaluation(EvaluationSettings other) {
    return new GateSettings(
        margin,
        significance,
        window,
        looks,
        minFrauds,
        calibrationBound,
        segmentFloor,
        segmentFrauds,
        latencyBudget,
        other);
  }

  private static void require(boolean holds, String name, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + rule + ": " + name + "=" + value);
    }
  }
}
