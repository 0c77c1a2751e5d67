package io.alcedo.scoring.decision;

import io.alcedo.model.Thresholds;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;

/**
 * Turns scores into decisions, and decides without one where there is none. The same transaction
 * and score always lead to the same decision: which would-be declines are let through as controls
 * depends on a hash of tenant and transaction id. Immutable and thread-safe.
 *
 * @param thresholds the scores from which a transaction is reviewed and declined
 * @param approveBelowMinor the amount below which the fallback approves, in minor units of the base
 *     currency
 * @param controlShare the share of would-be declines that is let through, 0 to 1
 * @param version the name of this policy
 */
public record DecisionPolicy(
    Thresholds thresholds, long approveBelowMinor, double controlShare, String version) {
  private static final Decided APPROVE =
      new Decided(Decision.APPROVE, DecisionSource.MODEL, false, 1);
  private static final Decided REVIEW =
      new Decided(Decision.REVIEW, DecisionSource.MODEL, false, 1);
  private static final Decided FALLBACK_APPROVE =
      new Decided(Decision.APPROVE, DecisionSource.FALLBACK, false, 1);
  private static final Decided FALLBACK_REVIEW =
      new Decided(Decision.REVIEW, DecisionSource.FALLBACK, false, 1);
  private static final String CONTROL_SALT = "control";
  private static final double UNIT = 0x1.0p-53;

  /**
   * Returns the policy of a configuration.
   *
   * @param bundle the thresholds of the model's bundle, which hold where the configuration has none
   * @throws IllegalArgumentException where an override and the bundle's other threshold are out of
   *     order
   */
  public static DecisionPolicy of(AlcedoConfig config, Thresholds bundle) {
    Double reviewAt = config.model().reviewAt();
    Double declineAt = config.model().declineAt();
    Thresholds thresholds =
        new Thresholds(
            reviewAt == null ? bundle.review() : reviewAt,
            declineAt == null ? bundle.decline() : declineAt);
    AlcedoConfig.Decision decision = config.decision();
    return new DecisionPolicy(
        thresholds,
        decision.approveBelowMinor(),
        decision.controlShare(),
        decision.policyVersion());
  }

  /** Returns the same policy with other thresholds. */
  public DecisionPolicy with(Thresholds others) {
    return others.equals(thresholds)
        ? this
        : new DecisionPolicy(others, approveBelowMinor, controlShare, version);
  }

  /**
   * Returns the decision on a scored transaction.
   *
   * @param idHash {@code StableHash.of(tenant, transactionId)}
   * @param score the model's probability of fraud
   */
  public Decided decide(long idHash, double score) {
    if (!thresholds.reviews(score)) {
      return APPROVE;
    }
    if (!thresholds.declines(score)) {
      return REVIEW;
    }
    boolean control = controlShare > 0 && lot(idHash) < controlShare;
    return control
        ? new Decided(Decision.APPROVE, DecisionSource.OVERRIDE, true, controlShare)
        : new Decided(Decision.DECLINE, DecisionSource.MODEL, false, 1 - controlShare);
  }

  /** Returns the decision on a transaction that the model did not score in time, or at all. */
  public Decided fallback(TransactionRow row) {
    long amount = row.number(TransactionRow.BASE_AMOUNT_MINOR);
    return amount != TransactionRow.ABSENT && amount < approveBelowMinor
        ? FALLBACK_APPROVE
        : FALLBACK_REVIEW;
  }

  /** Returns a number from 0 to below 1 that is a transaction's own. */
  private static double lot(long idHash) {
    return (StableHash.of(CONTROL_SALT, Long.toHexString(idHash)) >>> 11) * UNIT;
  }
}
