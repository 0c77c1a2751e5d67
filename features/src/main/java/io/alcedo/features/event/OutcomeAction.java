package io.alcedo.features.event;

/** The final action on a transaction, as the {@code outcomes} topic reports it. */
public enum OutcomeAction {
  /** Not known, or of a later release. */
  UNKNOWN(OutcomeState.UNKNOWN),
  /** Approved by the issuer. */
  APPROVED(OutcomeState.APPROVED),
  /** Declined by the issuer. */
  DECLINED_BY_ISSUER(OutcomeState.DECLINED),
  /** Declined by the platform's own rules or by a score. */
  DECLINED_BY_POLICY(OutcomeState.DECLINED),
  /** Given up by the payer. */
  ABANDONED(OutcomeState.ABANDONED),
  /** Approved, and taken back. */
  REVERSED(OutcomeState.REVERSED),
  /** Approved and settled. */
  SETTLED(OutcomeState.SETTLED);

  private final OutcomeState state;

  OutcomeAction(OutcomeState state) {
    this.state = state;
  }

  /** Returns the state in which the action leaves an event. */
  public OutcomeState state() {
    return state;
  }
}
