package io.alcedo.training.logistic;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.scaling.Standardiser;
import io.alcedo.training.trainer.BothClasses;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.util.Map;

/**
 * Fits a logistic regression on standardised features. Needs no native library and no seed: the
 * same rows and settings give the same model. The validation rows are not looked at. Stateless and
 * thread-safe.
 */
public final class LogisticTrainer implements Trainer {
  private final LogisticSettings settings;

  /** Makes a trainer of these settings. */
  public LogisticTrainer(LogisticSettings settings) {
    this.settings = settings;
  }

  @Override
  public LogisticModel train(TrainingSet train, TrainingSet validation, TrainingProgress progress)
      throws TrainingException {
    BothClasses.require(train, "training");
    Standardiser standardiser =
        Standardiser.of(train, settings.deviations(), settings.missingColumns());
    NewtonFit fit = new NewtonFit(train, standardiser, settings);
    double[] coefficients = fit.run(progress);
    return new LogisticModel(standardiser, coefficients, fit.iterations());
  }

  @Override
  public Map<String, String> settings() {
    return settings.byName();
  }
}
