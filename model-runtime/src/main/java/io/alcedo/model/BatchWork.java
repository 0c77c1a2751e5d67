package io.alcedo.model;

/**
 * What an {@link InferenceWorker} does with each batch: {@link DecidingWork} or {@link ShadowWork}.
 * One instance serves one worker, on its thread.
 */
public sealed interface BatchWork permits DecidingWork, ShadowWork {
  /**
   * Works on a batch. A model's failure is told to a listener and seen in the batch, not thrown.
   *
   * @param underPressure whether so much waits that all but scores must give way
   */
  void compute(ScoringBatch batch, boolean underPressure);
}
