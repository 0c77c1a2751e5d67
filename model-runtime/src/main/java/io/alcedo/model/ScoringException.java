package io.alcedo.model;

import org.jspecify.annotations.Nullable;

/** A batch that could not be scored; none of its scores may be used. */
public final class ScoringException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why a batch has no scores. Names are metric labels: do not rename. */
  public enum Problem {
    /** A score is not a number from 0 to 1. */
    INVALID_SCORE,
    /** The runtime failed. */
    RUNTIME_FAILED,
    /** The model is closed. */
    CLOSED,
    /** The model has not answered within the time that it is waited for. */
    LATE
  }

  private final Problem problem;

  /** A failure and what it is. */
  public ScoringException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What went wrong. */
  public Problem problem() {
    return problem;
  }
}
