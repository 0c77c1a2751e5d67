package io.alcedo.features.definition;

/**
 * What an aggregate computes over the events of one entity's profile. "Window" means (t-w, t], or
 * (t-d-w, t-d] with a delay of d, where t is the current transaction's event time and only events
 * that pass the {@link EventFilter} count; x is the current transaction's own amount.
 *
 * <p>The kinds that {@link #comparesWithPast compare with the past} leave the current transaction
 * out of the window; the others count it where it passes the filter and there is no delay. Amounts
 * are in whole units of the base currency. The name of a kind takes part in feature hashes:
 * renaming one parts every model from its features.
 */
public enum AggregateKind {
  /** The number of events in the window; 0 over an empty one. */
  COUNT(false),
  /** The sum of the amounts; 0 over an empty window. */
  SUM(false),
  /** The arithmetic mean of the amounts; unknown over an empty window. */
  MEAN(false),
  /** The smallest amount; unknown over an empty window. */
  MIN(false),
  /** The largest amount; unknown over an empty window. */
  MAX(false),
  /**
   * The sample standard deviation of the amounts (divisor n-1); unknown for fewer than two events.
   */
  STDDEV(false),
  /**
   * (x - mean) / sample standard deviation of the past; unknown where the past has fewer than two
   * events or their deviation is 0.
   */
  ZSCORE(true),
  /** x / mean of the past; unknown where the past is empty or its mean is 0. */
  RATIO(true),
  /**
   * The number of different values of the dimension in the window; events without the value do not
   * count; 0 over an empty window.
   */
  DISTINCT(false),
  /**
   * Seconds from the entity's last event that passes the filter to the current one; unknown where
   * there is none within the window; never negative.
   */
  SINCE_LAST(true),
  /**
   * 1 where the current value of the dimension is in no past event of the window, else 0; unknown
   * where the current transaction has no such value.
   */
  FIRST_SEEN(true),
  /**
   * Kilometres per hour from the place of the last placed event to the current place: the
   * great-circle distance less {@link GeoCell#DIAGONAL_KM}, at least 0, over the time between, at
   * least a second; unknown where either place is.
   */
  SPEED(true),
  /** The number of events in the window whose verdict by now is fraud; 0 over an empty window. */
  FRAUD_COUNT(false),
  /**
   * Frauds over the events of the window whose outcome is unknown, approved or settled, or that
   * carry a verdict; declined, abandoned and reversed ones without a verdict are left out. Unknown
   * where none is left.
   */
  FRAUD_RATE(false),
  /**
   * The highest value that a feature had for the past events of the window, as it stood in the
   * vector when each was recorded; unknown where none had a value.
   */
  PEAK(true),
  /** Seconds since the event of that highest value, the newest of equally high ones. */
  SINCE_PEAK(true),
  /**
   * The number of frauds in the latest run of the window: walking back from its end, those from the
   * first fraud met to the next genuine event. Genuine is what counts under a fraud rate's line and
   * is no fraud. 0 where there is no fraud.
   */
  FRAUD_RUN(false),
  /** Seconds since the oldest fraud of that run; unknown where there is no fraud. */
  FRAUD_RUN_AGE(false),
  /** The number of genuine events since the newest fraud of the window, or in all of it. */
  GENUINE_RUN(false);

  private final boolean comparesWithPast;

  AggregateKind(boolean comparesWithPast) {
    this.comparesWithPast = comparesWithPast;
  }

  /** Returns whether the kind holds the current transaction against those before it. */
  public boolean comparesWithPast() {
    return comparesWithPast;
  }
}
