package io.alcedo.local.demo;

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
   * @param recognised records that the job counted as duplicates and did not answer
   */
  static Conservation of(Scoreboard scoreboard, long[] endOffsets, long recognised) {
    long unanswered = 0;
    long again = 0;
    for (int partition = 0; partition < endOffsets.length; partition++) {
      unanswered += scoreboard.ledger(partition).unanswered(endOffsets[partition]);
      again += scoreboard.ledger(partition).answeredAgain();
    }
    return new Conservation(Math.max(0, unanswered - recognised), again);
  }
}
