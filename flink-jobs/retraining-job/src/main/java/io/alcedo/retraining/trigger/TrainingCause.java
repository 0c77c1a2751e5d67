package io.alcedo.retraining.trigger;

import org.jspecify.annotations.Nullable;

/**
 * Why a training is due. Immutable.
 *
 * @param kind what made it due
 * @param words the same in words, for the record
 * @param requestedBy who asked for it, null where nobody did
 * @param commandId the id of the command that asked for it, null where none did
 */
public record TrainingCause(
    Kind kind, String words, @Nullable String requestedBy, @Nullable String commandId) {
  /** What makes a training due. Names are in records of runs and never change. */
  public enum Kind {
    /** Someone asked. */
    REQUEST,
    /** What is scored is no longer what it was. */
    DRIFT,
    /** Enough labels came. */
    LABELS,
    /** Enough time passed. */
    SCHEDULE
  }

  /** Returns the cause that nobody asked for. */
  static TrainingCause of(Kind kind, String words) {
    return new TrainingCause(kind, words, null, null);
  }
}
