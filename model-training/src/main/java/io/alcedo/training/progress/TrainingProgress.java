package io.alcedo.training.progress;

/**
 * Hears how far a training has come, for a progress bar. Called on the training thread, a few
 * hundred times a phase at most; an exception thrown here ends the training.
 */
@FunctionalInterface
public interface TrainingProgress {
  /** Hears nothing. */
  TrainingProgress NONE = (phase, done, total) -> {};

  /** The parts of a training, in their order. */
  enum Phase {
    /** History runs through the feature code; the unit is a history event. */
    REPLAY,
    /** A model is fitted; the unit is a tree, a step or an epoch, as its trainer works. */
    TRAIN,
    /** Thresholds and metrics are computed; the unit is a row. */
    EVALUATE,
    /** The bundle is written, read back and held against the trained model; the unit is a row. */
    EXPORT
  }

  /**
   * Takes note of progress.
   *
   * @param phase the part at work
   * @param done units done so far in this part
   * @param total units in all, or -1 where that is not known
   */
  void advanced(Phase phase, long done, long total);
}
