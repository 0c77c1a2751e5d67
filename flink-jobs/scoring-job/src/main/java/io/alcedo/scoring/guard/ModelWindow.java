package io.alcedo.scoring.guard;

import io.alcedo.registry.ModelVersion;

/**
 * What one model did in a subtask within a window. Never changed once it is in a summary.
 *
 * @param version the model
 * @param asked on how many transactions it was asked
 * @param failed on how many of them it gave no score
 * @param invalid on how many of the failed ones that was for a score that is none, such as NaN
 * @param failedCalls of how many calls those were
 * @param calls how often it answered
 * @param slowCalls how many calls took longer than they may
 * @param scores how its scores are distributed
 */
record ModelWindow(
    ModelVersion version,
    long asked,
    long failed,
    long invalid,
    long failedCalls,
    long calls,
    long slowCalls,
    ScoreHistogram scores) {
  /** Nothing yet. */
  static ModelWindow empty(ModelVersion version) {
    return new ModelWindow(version, 0, 0, 0, 0, 0, 0, new ScoreHistogram());
  }

  /** Both together. */
  ModelWindow plus(ModelWindow other) {
    ScoreHistogram sum = scores.copy();
    sum.add(other.scores);
    return combined(other, 1, sum);
  }

  /** What is left without an earlier part. */
  ModelWindow minus(ModelWindow part) {
    ScoreHistogram rest = scores.copy();
    rest.subtract(part.scores);
    return combined(part, -1, rest);
  }

  private ModelWindow combined(ModelWindow other, int sign, ScoreHistogram histogram) {
    return new ModelWindow(
        version,
        asked + sign * other.asked,
        failed + sign * other.failed,
        invalid + sign * other.invalid,
        failedCalls + sign * other.failedCalls,
        calls + sign * other.calls,
        slowCalls + sign * other.slowCalls,
        histogram);
  }
}
