package io.alcedo.training.neural;

import ai.djl.engine.EngineException;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.scaling.Standardiser;
import io.alcedo.training.trainer.BothClasses;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.util.Map;
import java.util.Random;

/**
 * Trains a plain neural network with PyTorch on standardised features. After each epoch a figure on
 * the validation rows decides whether more help; the weights of the best epoch make the model.
 *
 * <p>The same rows, settings, seed and number of threads give the same model on the same kind of
 * processor. Networks of one process learn one after the other. Stateless and thread-safe.
 */
public final class NeuralTrainer implements Trainer {
  private static final String BEST_EPOCH = "bestEpoch";

  private final NeuralSettings settings;
  private final int exactEpochs;

  /** Makes a trainer of these settings. */
  public NeuralTrainer(NeuralSettings settings) {
    this(settings, 0);
  }

  /**
   * Makes a trainer that learns for so many epochs, whatever comes of them; 0 for one that keeps
   * the best.
   */
  private NeuralTrainer(NeuralSettings settings, int exactEpochs) {
    this.settings = settings;
    this.exactEpochs = exactEpochs;
  }

  @Override
  public NeuralModel train(TrainingSet train, TrainingSet validation, TrainingProgress progress)
      throws TrainingException {
    BothClasses.require(train, "training");
    BothClasses.require(validation, "validation");
    if (!train.featureNames().equals(validation.featureNames())) {
      throw new IllegalArgumentException("Training and validation rows have the same features");
    }
    synchronized (Torch.LOCK) {
      Torch.check(settings.hardware().device());
      Torch.start(settings.seed(), settings.hardware().threads());
      try {
        return learn(train, validation, progress);
      } catch (EngineException e) {
        throw failed(e);
      }
    }
  }

  private NeuralModel learn(TrainingSet train, TrainingSet validation, TrainingProgress progress)
      throws TrainingException {
    Standardiser standardiser =
        Standardiser.of(train, settings.deviations(), settings.missingColumns());
    Random random = new Random(settings.seed());
    Network network =
        Network.random(
            Torch.arrays(settings.hardware().device()),
            standardiser.columns(),
            settings.layers(),
            logOdds(train),
            random);
    boolean learned = false;
    try {
      NetworkFit fit = new NetworkFit(settings, standardiser, network, train, random);
      int best = exactEpochs > 0 ? fit.run(exactEpochs, progress) : fit.run(validation, progress);
      learned = true;
      return new NeuralModel(
          standardiser,
          network,
          Map.of(
              "epochs",
              (double) fit.epochs(),
              BEST_EPOCH,
              (double) best,
              "clippedSteps",
              (double) fit.clipped()));
    } finally {
      if (!learned) {
        network.close();
      }
    }
  }

  private double logOdds(TrainingSet train) {
    double frauds = 0;
    double genuine = 0;
    for (int row = 0; row < train.size(); row++) {
      frauds += train.fraud(row) ? train.weight(row) * settings.fraudWeight() : 0;
      genuine += train.fraud(row) ? 0 : train.weight(row);
    }
    return Math.log(frauds / genuine);
  }

  static TrainingException failed(EngineException e) {
    return new TrainingException(
        TrainingException.Code.TRAINER_FAILED, "PyTorch failed: " + e.getMessage(), e);
  }

  @Override
  public Trainer again(FittedModel chosen) {
    Double best = chosen.facts().get(BEST_EPOCH);
    return best == null ? this : new NeuralTrainer(settings, best.intValue());
  }

  @Override
  public Map<String, String> settings() {
    return settings.byName();
  }
}
