package io.alcedo.training.trainer;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * Returns the trainer that goes on from a fitted model in the place of starting anew; null where
   * it cannot, because it always starts anew or is not to go on from this one any more.
   *
   * @param state what {@link FittedModel#state} of a model with the same features returned
   * @throws TrainingException TRAINER_FAILED where that is no such state
   */
  default @Nullable Trainer from(byte[] state) throws TrainingException {
    return null;
  }

  /** Returns all settings by name, as a record of the run keeps them. */
  Map<String, String> settings();
}
