package io.alcedo.local.demo;

import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;

/**
 * Whether every record that went in came out, by coordinates.
 *
 * @param lost records without risk event, dead letter or counted duplicate
 * @param duplicates answers beyond the first of a record
 */
record Conservation(long lost, long duplicates) {
  /**
   * Counts.
   *
   * @param endOffsets of the input partitions
   */
  static Conservation of(Scoreboard scoreboard, long[] endOffsets) {
    long unanswered = 0;
    long again = 0;
    for (int partition = 0; partition < endOffsets.length; partition++) {
      unanswered += scoreboard.ledger(partition).unanswered(endOffsets[partition]);
      again += scoreboard.ledger(partition).answeredAgain();
    }
    long recognised =
        (long) ScoringMetrics.ofProcess().transactions(TransactionOutcome.DUPLICATE).get();
    return new Conservation(Math.max(0, unanswered - recognised), again);
  }
}
