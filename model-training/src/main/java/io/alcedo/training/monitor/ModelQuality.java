package io.alcedo.training.monitor;

import java.util.List;

/**
 * How good one version was on the days whose verdicts are known by now. Immutable.
 *
 * @param version the model
 * @param fromDay the first of those days, since 1970 UTC
 * @param toDay the last of them
 * @param scored transactions that it scored and decided on those days
 * @param alerts how many of them it put before people
 * @param precision the share of frauds among the alerts that got a verdict
 * @param recall the share of the known frauds that it alerted on
 * @param calibration known frauds over expected ones, among transactions that were not declined
 * @param groups the same by score
 */
public record ModelQuality(
    String version,
    long fromDay,
    long toDay,
    long scored,
    long alerts,
    Estimate precision,
    Estimate recall,
    Estimate calibration,
    List<Group> groups) {

  /** Keeps a copy of the groups. */
  public ModelQuality {
    groups = List.copyOf(groups);
  }

  /**
   * Transactions of about the same score.
   *
   * @param from the lowest score of the group
   * @param rows how many were not declined
   * @param expected the sum of their scores: how many frauds were to be expected
   * @param observed known frauds
   * @param ratio observed over expected
   */
  public record Group(double from, long rows, double expected, long observed, Estimate ratio) {}
}
