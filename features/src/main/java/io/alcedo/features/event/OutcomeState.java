package io.alcedo.features.event;

/**
 * What is known of an event's outcome, as filters name it. An event has exactly one of the states
 * before {@link #THREE_DS_FAILED}, which may come on top. Profiles and filters hold bits of the
 * ordinals: append only.
 */
public enum OutcomeState {
  /** Nothing is known yet. */
  UNKNOWN,
  /** The issuer approved it. */
  APPROVED,
  /** It was approved, and settled. */
  SETTLED,
  /** The issuer or a policy declined it. */
  DECLINED,
  /** The payer gave up. */
  ABANDONED,
  /** It was approved, and taken back whole. */
  REVERSED,
  /** The payer failed 3-D Secure, whatever came of the payment. */
  THREE_DS_FAILED;

  /** Returns the bit of this state in a set of states. */
  public int bit() {
    return 1 << ordinal();
  }
}
