package io.alcedo.retraining.trigger;

import java.io.Serializable;

/**
 * Something that bears on whether a training is due. Times are of the job's clock, in milliseconds
 * since 1970 UTC. Immutable.
 */
public sealed interface TrainingSignal extends Serializable {
  /** Returns when it happened. */
  long atMillis();

  /**
   * More labels can be trained on: they are in the dated files, of transactions that have matured.
   *
   * @param count how many changes of labels since the last such signal
   */
  record LabelsMatured(long atMillis, long count) implements TrainingSignal {}

  /**
   * What is scored is no longer what it was.
   *
   * @param what the feature or figure that drifted, and by how much, in words
   */
  record DriftAlarm(long atMillis, String what) implements TrainingSignal {}

  /**
   * Someone asked for a training.
   *
   * @param commandId the id of the command
   * @param requestedBy who asked
   * @param reason why, in words
   */
  record Requested(long atMillis, String commandId, String requestedBy, String reason)
      implements TrainingSignal {}

  /** Time passed. */
  record Tick(long atMillis) implements TrainingSignal {}
}
