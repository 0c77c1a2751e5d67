package io.alcedo.training.evaluation;

/**
 * How much there is of what was judged, and what the threshold made of it. Rows are counted as they
 * are; all else is weighed, so that it tells of the traffic that the rows stand for.
 *
 * @param rows the number of rows
 * @param fraudRows the number of rows labelled fraud
 * @param days the number of days (UTC) with rows
 * @param cards the number of cards, a row without one being a card of its own
 * @param terminals the number of terminals
 * @param frauds the weight of the frauds
 * @param genuine the weight of the genuine rows
 * @param fraudsCaught the weight of the frauds that alert
 * @param genuineAlerts the weight of the genuine rows that alert
 * @param fraudAmountMinor the amount of the frauds in minor units of the base currency
 * @param fraudAmountCaughtMinor the amount of the frauds that alert
 * @param amountMinor the amount of all rows
 */
public record Totals(
    int rows,
    int fraudRows,
    int days,
    int cards,
    int terminals,
    double frauds,
    double genuine,
    double fraudsCaught,
    double genuineAlerts,
    double fraudAmountMinor,
    double fraudAmountCaughtMinor,
    double amountMinor) {

  /** Returns the accuracy of a model that calls every row genuine. */
  public double alwaysGenuineAccuracy() {
    return genuine / (frauds + genuine);
  }

  /** Returns the share of frauds among what the rows stand for. */
  public double fraudRate() {
    return frauds / (frauds + genuine);
  }
}
