package io.alcedo.training;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.boosting.GradientBoostingSettings;
import io.alcedo.training.boosting.GradientBoostingTrainer;
import io.alcedo.training.trainer.Trainer;

/**
 * How a model is trained and what it is held to.
 *
 * @param modelName the name of the model, the same for all its versions
 * @param trainer what fits it
 * @param validationShare the share of rows, the latest ones, that validate
 * @param reviewAlertRate the share of validation rows that reach the review threshold at most
 * @param declineAlertRate the share of validation rows that reach the decline threshold at most
 * @param goldenVectors how many rows with their expected scores the bundle carries
 * @param seed what the choice of golden vectors starts from
 * @param target where the model is meant to compute, which decides the form of its graph
 */
public record TrainingSettings(
    String modelName,
    Trainer trainer,
    double validationShare,
    double reviewAlertRate,
    double declineAlertRate,
    int goldenVectors,
    long seed,
    ExecutionTarget target) {

  /** Checks every setting. */
  public TrainingSettings {
    require(!modelName.isBlank(), "not blank", "modelName", modelName);
    require(
        validationShare > 0 && validationShare < 1,
        "between 0 and 1",
        "validationShare",
        validationShare);
    require(
        reviewAlertRate > 0 && reviewAlertRate <= 1,
        "above 0, to 1",
        "reviewAlertRate",
        reviewAlertRate);
    require(
        declineAlertRate > 0 && declineAlertRate <= reviewAlertRate,
        "above 0, to reviewAlertRate",
        "declineAlertRate",
        declineAlertRate);
    require(
        goldenVectors >= 2 && goldenVectors <= 1024, "2 to 1024", "goldenVectors", goldenVectors);
  }

  /** Returns the settings of a model that is meant to stay: reviews 1 %, declines 0.2 %. */
  public static TrainingSettings standard(String modelName) {
    return of(modelName, new GradientBoostingTrainer(GradientBoostingSettings.standard()));
  }

  /** Returns the settings of a first model within seconds: reviews 1 %, declines 0.2 %. */
  public static TrainingSettings fast(String modelName) {
    return of(modelName, new GradientBoostingTrainer(GradientBoostingSettings.fast()));
  }

  /** Returns the settings of a model of this trainer: reviews 1 %, declines 0.2 %. */
  public static TrainingSettings of(String modelName, Trainer trainer) {
    return new TrainingSettings(modelName, trainer, 0.2, 0.01, 0.002, 16, 17, ExecutionTarget.CPU);
  }

  /** Returns these settings with other shares of rows to review and to decline. */
  public TrainingSettings withAlertRates(double review, double decline) {
    return new TrainingSettings(
        modelName, trainer, validationShare, review, decline, goldenVectors, seed, target);
  }

  /** Returns these settings for a model that computes elsewhere. */
  public TrainingSettings withTarget(ExecutionTarget newTarget) {
    return new TrainingSettings(
        modelName,
        trainer,
        validationShare,
        reviewAlertRate,
        declineAlertRate,
        goldenVectors,
        seed,
        newTarget);
  }

  private static void require(boolean holds, String rule, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + rule + ": " + name + "=" + value);
    }
  }
}
