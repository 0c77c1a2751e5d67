package io.alcedo.scoring.decision;

import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;

/**
 * What is to be done with a transaction.
 *
 * @param decision APPROVE, REVIEW or DECLINE
 * @param source what made the decision
 * @param controlArm whether a would-be decline was let through as a control
 * @param propensity the probability with which a transaction like this one gets this decision
 *     rather than the other arm's; 1 where there was no choice
 */
public record Decided(
    Decision decision, DecisionSource source, boolean controlArm, double propensity) {
  /** Returns whether someone's attention is needed: REVIEW and DECLINE. */
  public boolean alerts() {
    return decision != Decision.APPROVE;
  }
}
