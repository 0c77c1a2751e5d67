package io.alcedo.training.backtest;

import io.alcedo.training.ModelTrainer;
import io.alcedo.training.TrainedModel;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Trains the models of a backtest, each on all rows of a window, writes them as bundles and loads
 * them as a host would: what a backtest scores with is what would have been shipped. Thread-safe.
 */
public final class WindowTraining {
  private final String modelName;
  private final LongFunction<Trainer> trainers;
  private final List<TrainingFeature> features;
  private final InstantSource clock;

  /**
   * Makes a training.
   *
   * @param trainers the trainer of each seed
   * @param features what each place of a vector is
   * @param clock dates the manifests, and nothing else
   */
  public WindowTraining(
      String modelName,
      LongFunction<Trainer> trainers,
      List<TrainingFeature> features,
      InstantSource clock) {
    this.modelName = modelName;
    this.trainers = trainers;
    this.features = List.copyOf(features);
    this.clock = clock;
  }

  /**
   * Trains a model and loads its bundle, to be closed by the caller.
   *
   * @param rows rows whose labels are all known
   * @param bundle the new directory
   * @throws TrainingException saying why no model came of it
   */
  public BundleScorer train(TrainingSet rows, long seed, Path bundle, TrainingProgress progress)
      throws TrainingException {
    TrainingSettings settings = TrainingSettings.of(modelName, trainers.apply(seed));
    try (TrainedModel model =
        new ModelTrainer(settings, clock).trainOnAll(rows, features, null, progress)) {
      model.writeTo(bundle, progress);
    }
    return BundleScorer.open(bundle, features);
  }
}
