package io.alcedo.local;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the person at the terminal and an exit code. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /** Creates a failure with one of {@link ExitCodes}. */
  public CommandFailure(int exitCode, @Nullable String message) {
    super(String.valueOf(message));
    this.exitCode = exitCode;
  }

  /** Returns the exit code. */
  public int exitCode() {
    return exitCode;
  }
}
