package io.alcedo.training.trainer;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import java.util.Map;

/**
 * Fits a model to labelled rows. The same rows, settings, seed and number of threads give the same
 * model. Implementations are stateless and thread-safe.
 */
public interface Trainer {
  /**
   * Fits a model, to be closed by the caller.
   *
   * @param train rows to learn from, each with its weight
   * @param validation later rows with the same features, to stop early and to choose by; never to
   *     learn from
   * @throws TrainingException TOO_LITTLE_DATA, NATIVE_LIBRARY or TRAINER_FAILED
   */
  FittedModel train(TrainingSet train, TrainingSet validation, TrainingProgress progress)
      throws TrainingException;

  /**
   * Returns the trainer that fits once more, on more rows, for as long as this model turned out
   * best: it stops by nothing, so that the rows which chose can be learnt from as well. A trainer
   * that never stops early is its own.
   *
   * @param chosen what this trainer fitted
   */
  default Trainer again(FittedModel chosen) {
    return this;
  }

  /** Returns all settings by name, as a record of the run keeps them. */
  Map<String, String> settings();
}
