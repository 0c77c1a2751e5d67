package io.alcedo.local.backtest;

import io.alcedo.training.backtest.DeclineSettings;
import java.util.List;

/**
 * How the test days went with payments blocked, beside how they went with every label coming.
 *
 * @param settings how they were played
 * @param played what became of them with each seed
 */
record DeclineResult(DeclineSettings settings, List<Played> played) {
  /** Copies the list. */
  DeclineResult {
    played = List.copyOf(played);
  }

  /**
   * The test days with one seed.
   *
   * @param declined transactions blocked
   * @param declinedFrauds the frauds among them
   * @param controls transactions let through as controls
   * @param averagePrecision over all rows of the test days, blocked ones included
   * @param everyLabel the same where nothing is blocked
   */
  record Played(
      int declined, int declinedFrauds, int controls, double averagePrecision, double everyLabel) {}

  Spread averagePrecision() {
    return new Spread(played.stream().map(Played::averagePrecision).toList());
  }

  Spread everyLabel() {
    return new Spread(played.stream().map(Played::everyLabel).toList());
  }

  /** Returns the median average precision as a share of the one with every label. */
  double kept() {
    return averagePrecision().median() / everyLabel().median();
  }
}
