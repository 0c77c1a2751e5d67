package io.alcedo.local.demo;

import org.jspecify.annotations.Nullable;

/**
 * How well the models told fraud from genuine, over transactions whose truth is known. Once another
 * model has taken over from the first, only transactions count that it decided and that the first
 * one, as a shadow, scored as well; before that, all.
 *
 * @param transactions how many were judged
 * @param auc area under the ROC curve of the scores that decided; null without frauds
 * @param averagePrecision of the same
 * @param averagePrecisionFirstModel of the first model's scores for the same transactions; null
 *     where no other model took over
 */
record Quality(
    long transactions,
    @Nullable Double auc,
    @Nullable Double averagePrecision,
    @Nullable Double averagePrecisionFirstModel) {

  /** Judges what is on the scoreboard. */
  static Quality of(Scoreboard scoreboard, int partitions) {
    Judgement later = new Judgement();
    Judgement first = new Judgement();
    for (int partition = 0; partition < partitions; partition++) {
      scoreboard.ledger(partition).compare(later, first);
    }
    if (later.size() > 0) {
      return new Quality(
          later.size(), later.auc(), later.averagePrecision(), first.averagePrecision());
    }
    Judgement all = new Judgement();
    for (int partition = 0; partition < partitions; partition++) {
      scoreboard.ledger(partition).judge(all);
    }
    return new Quality(all.size(), all.auc(), all.averagePrecision(), null);
  }
}
