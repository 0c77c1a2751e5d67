package io.alcedo.model;

import org.jspecify.annotations.Nullable;

/** The refusal of a file that should hold a key, with a code; the message never shows the key. */
public final class KeyFileException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with a key's file. */
  public enum Problem {
    /** There is no such file. */
    MISSING,
    /** The file cannot be read, or is too large for a key. */
    UNREADABLE,
    /** The file is no PEM text of an Ed25519 key of the kind that is asked for. */
    NOT_A_KEY,
    /** Others than its owner may read the file of a secret key. */
    EXPOSED,
    /** A key's file is never overwritten. */
    ALREADY_EXISTS,
    /** The file cannot be written. */
    NOT_WRITABLE
  }

  private final Problem problem;

  KeyFileException(Problem problem, String message) {
    this(problem, message, null);
  }

  KeyFileException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong with the file. */
  public Problem problem() {
    return problem;
  }
}
