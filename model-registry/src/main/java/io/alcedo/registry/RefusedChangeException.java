package io.alcedo.registry;

/** The refusal of a change of an assignment, with the rule that it would break. */
public final class RefusedChangeException extends Exception {
  private static final long serialVersionUID = 1;

  /** What a change must keep. Names stand in outputs and metrics: do not rename. */
  public enum Rule {
    /** The version is already what the change would make it. */
    CHANGES_SOMETHING,
    /** The version that decides is replaced by a promotion or a rollback, by nothing else. */
    ACTIVE_STAYS,
    /** A canary decides for a share above 0 and below 1. */
    CANARY_SHARE,
    /** A canary decides beside an active version. */
    CANARY_BESIDE_ACTIVE,
    /** There is one canary at a time. */
    ONE_CANARY,
    /** There is a limit to the shadows. */
    FEW_SHADOWS,
    /** There is a version to go back to. */
    HAS_PREVIOUS,
    /** The version does something. */
    IS_ASSIGNED,
    /** A version has one digest. */
    ONE_DIGEST,
    /** The active version is still the one that the change was decided against. */
    ACTIVE_AS_EXPECTED
  }

  private final Rule rule;

  RefusedChangeException(Rule rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** Which rule the change would break. */
  public Rule rule() {
    return rule;
  }
}
