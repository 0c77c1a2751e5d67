package io.alcedo.operations.settings;

/** What a training starts from. */
public enum TrainingStart {
  /** From nothing. */
  SCRATCH,
  /** From the champion, where its trainer can go on from a model. */
  WARM
}
