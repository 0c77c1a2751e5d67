package io.alcedo.training.dataset;

import java.time.Duration;
import java.time.Instant;

/**
 * Which transactions of a history become rows. All of them build profiles, whatever the window.
 *
 * @param from the earliest event time of a row
 * @param to the event time before which rows lie
 * @param knownBy the moment by which a row's label must have been known; labels of later times are
 *     the future, and their rows are left out
 * @param maturity how old a transaction without a label is before it can be genuine
 * @param proof what the outcome of a transaction without a label must show then
 */
public record HistoryWindow(
    Instant from, Instant to, Instant knownBy, Duration maturity, GenuineProof proof) {
  /** How old a transaction without a label is before it can count as genuine, unless stated. */
  public static final Duration DEFAULT_MATURITY = Duration.ofDays(30);

  /** Checks the order. */
  public HistoryWindow {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "A window ends after it starts: from=" + from + ", to=" + to);
    }
    if (maturity.isNegative()) {
      throw new IllegalArgumentException("A maturity is not negative: maturity=" + maturity);
    }
  }

  /** Returns the window that takes in all of a history, with the default maturity. */
  public static HistoryWindow all() {
    return between(Instant.ofEpochMilli(Long.MIN_VALUE), Instant.ofEpochMilli(Long.MAX_VALUE));
  }

  /** Returns the window of these event times, every label in the history known. */
  public static HistoryWindow between(Instant from, Instant to) {
    return new HistoryWindow(
        from, to, Instant.ofEpochMilli(Long.MAX_VALUE), DEFAULT_MATURITY, GenuineProof.APPROVED);
  }

  /** Returns this window as it looks at a moment: labels of later times are not known. */
  public HistoryWindow knownBy(Instant moment) {
    return new HistoryWindow(from, to, moment, maturity, proof);
  }

  /** Returns this window with another maturity. */
  public HistoryWindow withMaturity(Duration newMaturity) {
    return new HistoryWindow(from, to, knownBy, newMaturity, proof);
  }

  /** Returns this window with another proof that a transaction without a label is genuine. */
  public HistoryWindow withProof(GenuineProof newProof) {
    return new HistoryWindow(from, to, knownBy, maturity, newProof);
  }
}
