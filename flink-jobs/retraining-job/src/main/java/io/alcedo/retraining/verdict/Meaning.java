package io.alcedo.retraining.verdict;

import io.alcedo.schema.Verdict;

/** What a report says of a transaction. Bytes of state hold positions in here: append only. */
public enum Meaning {
  /** It was fraud. */
  FRAUD,
  /** It was the cardholder's own, as it should be. */
  GENUINE,
  /** The report is about a service, an authorisation or a booking: it tells nothing of fraud. */
  NOT_FRAUD_RELATED,
  /** What the source said before is taken back. */
  WITHDRAWN,
  /**
   * What the sender of the report says itself. Only in a table: a report is judged into another.
   */
  AS_STATED;

  /** Returns whether a report of this meaning says what the transaction was. */
  boolean stands() {
    return this == FRAUD || this == GENUINE;
  }

  /** Returns the verdict of a label; UNKNOWN where this meaning makes none. */
  Verdict verdict() {
    return switch (this) {
      case FRAUD -> Verdict.FRAUD;
      case GENUINE -> Verdict.GENUINE;
      case NOT_FRAUD_RELATED, WITHDRAWN, AS_STATED -> Verdict.UNKNOWN;
    };
  }
}
