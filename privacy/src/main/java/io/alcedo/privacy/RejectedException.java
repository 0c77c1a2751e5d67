package io.alcedo.privacy;

/**
 * Says that a record broke a rule of ingest: the code of its dead letter, and a message that names
 * the field, the rule and what to do, and never holds a value of the record. It has no stack trace,
 * since bad input is data and not a fault of the program.
 */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterCode code;

  /** Creates the exception. */
  public RejectedException(DeadLetterCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Returns the category. */
  public DeadLetterCode code() {
    return code;
  }
}
