package io.alcedo.operations.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a promoted model is rolled back by itself. Immutable.
 *
 * @param period how long after a promotion it is looked at; zero for never
 * @param window how often each subtask reports
 * @param minRows the fewest transactions on which scores are compared
 * @param maxErrorShare the share of transactions that it may fail to score
 * @param maxLatency the longest call in 99 of 100 cases
 * @param maxAlertRatio how many times as often, or as seldom, it may call for attention
 * @param maxPsi the largest population stability index between the scores of both
 */
public record GuardConfig(
    Duration period,
    Duration window,
    int minRows,
    double maxErrorShare,
    Duration maxLatency,
    double maxAlertRatio,
    double maxPsi)
    implements Serializable {
  /** Checks the ranges. */
  public GuardConfig {
    ConfigRules.positive("window", window);
    ConfigRules.positive("max_latency", maxLatency);
    ConfigRules.atLeast("min_rows", minRows, 100);
    ConfigRules.within("max_error_share", maxErrorShare, 0, 1);
    ConfigRules.within("max_alert_ratio", maxAlertRatio, 1, 1_000);
    ConfigRules.within("max_psi", maxPsi, 0, 100);
  }
}
