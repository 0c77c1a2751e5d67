package io.alcedo.training.backtest;

import io.alcedo.training.dataset.TrainingSet;

/**
 * What alerts from a threshold on would have meant. Amounts are minor units of the base currency.
 *
 * @param threshold the score from which a transaction alerts
 * @param days the days judged
 * @param alerts the rows that alert
 * @param frauds the frauds among all rows
 * @param fraudsCaught the frauds among the alerts
 * @param turnoverMinor the amount of all rows
 * @param caughtMinor the amount of the frauds caught
 * @param missedMinor the amount of the frauds not caught
 */
public record Impact(
    double threshold,
    int days,
    int alerts,
    int frauds,
    int fraudsCaught,
    long turnoverMinor,
    long caughtMinor,
    long missedMinor) {

  /** Returns what a threshold would have meant. */
  public static Impact of(TrainingSet rows, float[] scores, double threshold, int days) {
    int alerts = 0;
    int caught = 0;
    long turnover = 0;
    long caughtMinor = 0;
    long missedMinor = 0;
    for (int row = 0; row < rows.size(); row++) {
      long amount = Math.max(0, rows.facts(row).amountMinor());
      boolean alert = scores[row] >= threshold;
      turnover += amount;
      alerts += alert ? 1 : 0;
      if (rows.fraud(row)) {
        caught += alert ? 1 : 0;
        caughtMinor += alert ? amount : 0;
        missedMinor += alert ? 0 : amount;
      }
    }
    return new Impact(
        threshold, days, alerts, rows.frauds(), caught, turnover, caughtMinor, missedMinor);
  }

  /** Returns the alerts a day. */
  public double alertsPerDay() {
    return (double) alerts / days;
  }

  /** Returns the genuine transactions that alert for each fraud caught; NaN where none is. */
  public double genuinePerFraud() {
    return (double) (alerts - fraudsCaught) / fraudsCaught;
  }

  /** Returns the value of the frauds caught in basis points of turnover. */
  public double caughtBasisPoints() {
    return basisPoints(caughtMinor);
  }

  /** Returns the value of the frauds missed in basis points of turnover. */
  public double missedBasisPoints() {
    return basisPoints(missedMinor);
  }

  private double basisPoints(long minor) {
    return 10_000d * minor / turnoverMinor;
  }
}
