package io.alcedo.training.backtest;

import io.alcedo.training.dataset.TrainingSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a backtest's two windows.
 *
 * @param train rows to learn from: of the training days, their labels known when the test days
 *     begin
 * @param test rows to judge by: of the test days
 * @param waiting how many rows of the training days had no label yet by then
 * @param knownCards how many rows of the test days left because their card was known to be
 *     compromised
 */
public record WindowRows(TrainingSet train, TrainingSet test, int waiting, int knownCards) {
  /** So many of the training days say which cards are compromised, however many there are. */
  public static final int KNOWN_DAYS = 7;

  /**
   * Takes the rows of the windows out of those of a whole history.
   *
   * @param set all rows from the first training day to the last test day, in the order of time
   * @param excludeKnownCards whether rows of the test days leave whose card was known to be
   *     compromised before their day began: by a fraud of the last {@value #KNOWN_DAYS} training
   *     days, or by a later one whose label was known by then
   */
  public static WindowRows of(TrainingSet set, BacktestWindows windows, boolean excludeKnownCards) {
    Map<Long, Long> known = excludeKnownCards ? knownFrom(set, windows) : Map.of();
    int[] train = new int[set.size()];
    int[] test = new int[set.size()];
    int trained = 0;
    int tested = 0;
    int waiting = 0;
    int excluded = 0;
    for (int row = 0; row < set.size(); row++) {
      long time = set.eventTime(row);
      if (time >= windows.trainStart() && time < windows.trainEnd()) {
        if (set.labelKnownAt(row) <= windows.testStart()) {
          train[trained++] = row;
        } else {
          waiting++;
        }
      } else if (time >= windows.testStart() && time < windows.testEnd()) {
        Long since = known.get(set.facts(row).card());
        if (since != null && since < BacktestWindows.dayOf(time)) {
          excluded++;
        } else {
          test[tested++] = row;
        }
      }
    }
    return new WindowRows(
        set.select(Arrays.copyOf(train, trained)),
        set.select(Arrays.copyOf(test, tested)),
        waiting,
        excluded);
  }

  /**
   * Returns by card since when it is known to be compromised. What the training days hold is known
   * from the start: it is what the model learns from. Frauds further back say nothing, so that a
   * longer training is judged on the same rows as a shorter one.
   */
  private static Map<Long, Long> knownFrom(TrainingSet set, BacktestWindows windows) {
    Map<Long, Long> known = new HashMap<>();
    long from =
        Math.max(
            windows.trainStart(), windows.trainEnd() - KNOWN_DAYS * BacktestWindows.DAY_MILLIS);
    for (int row = 0; row < set.size(); row++) {
      long time = set.eventTime(row);
      long card = set.facts(row).card();
      if (set.fraud(row) && card != 0 && time >= from) {
        long since = time < windows.trainEnd() ? Long.MIN_VALUE : set.labelKnownAt(row);
        known.merge(card, since, Math::min);
      }
    }
    return known;
  }
}
