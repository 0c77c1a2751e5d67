package io.alcedo.training.backtest;

import java.time.Duration;

/**
 * How a history is played on with a model that declines.
 *
 * @param windows the days to train the first model on, and the days to play
 * @param declinesPerDay how many of a day's highest scores are declined, or let through as
 *     controls; 0 lets every label come
 * @param controlShare the share of them that is let through, 0 to below 1
 * @param retrainDays after how many days a model is trained anew
 * @param maturity how old a transaction without a label is before it can count as genuine
 */
public record DeclineSettings(
    BacktestWindows windows,
    int declinesPerDay,
    double controlShare,
    int retrainDays,
    Duration maturity) {

  /** Checks every setting. */
  public DeclineSettings {
    require(declinesPerDay >= 0, "declinesPerDay is 0 or more", declinesPerDay);
    require(controlShare >= 0 && controlShare < 1, "controlShare is 0 to below 1", controlShare);
    require(retrainDays >= 1, "retrainDays is 1 or more", retrainDays);
    require(!maturity.isNegative(), "maturity is not negative", maturity);
  }

  /** Returns these settings with nothing declined, so that every label comes. */
  public DeclineSettings withoutDeclines() {
    return new DeclineSettings(windows, 0, controlShare, retrainDays, maturity);
  }

  /** Returns how many rows a control stands for. */
  float controlWeight() {
    return controlShare > 0 ? (float) (1 / controlShare) : 1;
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": value=" + value);
    }
  }
}
