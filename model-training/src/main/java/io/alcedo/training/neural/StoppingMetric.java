package io.alcedo.training.neural;

import io.alcedo.training.evaluation.Evaluation;

/** What tells the best epoch on the validation rows; the names are those of the setting. */
public enum StoppingMetric {
  /** How well frauds stand above genuine rows. */
  AVERAGE_PRECISION {
    @Override
    double of(Evaluation evaluation) {
      return evaluation.averagePrecision();
    }
  },
  /** How well scores are probabilities; smoother where frauds are few. */
  LOG_LOSS {
    @Override
    double of(Evaluation evaluation) {
      return -evaluation.logLoss();
    }
  };

  /** Returns the figure, greater where the model is better. */
  abstract double of(Evaluation evaluation);
}
