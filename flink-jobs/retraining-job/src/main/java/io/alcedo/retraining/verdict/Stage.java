package io.alcedo.retraining.verdict;

import org.jspecify.annotations.Nullable;

/**
 * The stages of a dispute. Senders repeat the early ones late; so a stage that opens a dispute does
 * not replace a later one of the same dispute. From escalation on, the latest word holds, since a
 * won dispute can be taken up again.
 */
public enum Stage {
  /** The issuer takes the amount back for the cardholder. */
  FIRST_CHARGEBACK(1),
  /** The merchant objects; nothing is decided. */
  REPRESENTMENT(2),
  /** The issuer does not accept the objection. */
  PRE_ARBITRATION(3),
  /** The scheme is asked to decide. */
  ARBITRATION(3),
  /** The merchant won. */
  WON(3),
  /** The merchant lost. */
  LOST(3),
  /** The issuer or the cardholder took the dispute back. */
  WITHDRAWN(3);

  private final int course;

  Stage(int course) {
    this.course = course;
  }

  /** Returns whether a report of this stage can follow one of another, of the same dispute. */
  boolean follows(@Nullable Stage before) {
    return before == null || course >= before.course;
  }
}
