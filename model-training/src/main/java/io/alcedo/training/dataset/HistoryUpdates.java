package io.alcedo.training.dataset;

import io.alcedo.features.FeatureReplay;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.history.HistoryEvent;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.TransactionRow;

/** Tells a replay of features what became known of transactions. For one thread. */
public final class HistoryUpdates {
  private final FeatureReplay replay;

  /** Tells this replay. */
  public HistoryUpdates(FeatureReplay replay) {
    this.replay = replay;
  }

  /**
   * Applies a label or an outcome; nothing for a transaction.
   *
   * @param row the anonymised row of its transaction
   * @param idHash the hash of tenant and transaction id
   */
  public void apply(HistoryEvent event, TransactionRow row, long idHash) {
    switch (event.kind()) {
      case LABEL -> label(event.source(), row, idHash);
      case OUTCOME -> outcome(event.source(), row, idHash);
      case TRANSACTION -> {}
    }
  }

  /** Applies the outcome of a transaction that a policy declined. */
  public void decline(TransactionRow row, long idHash) {
    replay.outcome(row, update(row, idHash, OutcomeAction.DECLINED_BY_POLICY, false));
  }

  private void label(LabelledTransaction labelled, TransactionRow row, long idHash) {
    Verdict verdict = Boolean.TRUE.equals(labelled.fraud()) ? Verdict.FRAUD : Verdict.GENUINE;
    long amount = row.number(TransactionRow.BASE_AMOUNT_MINOR);
    replay.label(row, new LabelUpdate(idHash, row.eventTime(), amount, verdict, 1));
  }

  private void outcome(LabelledTransaction labelled, TransactionRow row, long idHash) {
    Outcome outcome = labelled.outcome();
    if (outcome != null) {
      OutcomeAction action = OutcomeAction.valueOf(outcome.getAction().name());
      boolean failed = outcome.getThreeDSecureResult() == ThreeDSecureResult.FAILED;
      replay.outcome(row, update(row, idHash, action, failed));
    }
  }

  private static OutcomeUpdate update(
      TransactionRow row, long idHash, OutcomeAction action, boolean threeDsFailed) {
    return new OutcomeUpdate(
        idHash,
        row.eventTime(),
        row.number(TransactionRow.BASE_AMOUNT_MINOR),
        action,
        threeDsFailed);
  }
}
