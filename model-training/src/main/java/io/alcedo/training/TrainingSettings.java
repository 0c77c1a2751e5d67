package io.alcedo.training;

/**
 * How a model is trained and what it is held to.
 *
 * @param modelName the name of the model, the same for all its versions
 * @param boosting how its trees are grown
 * @param validationShare the share of rows, the latest ones, that validate
 * @param reviewAlertRate the share of validation rows that reach the review threshold at most
 * @param declineAlertRate the share of validation rows that reach the decline threshold at most
 * @param goldenVectors how many rows with their expected scores the bundle carries
 */
public record TrainingSettings(
    String modelName,
    GradientBoostingSettings boosting,
    double validationShare,
    double reviewAlertRate,
    double declineAlertRate,
    int goldenVectors) {

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
    return new TrainingSettings(
        modelName, GradientBoostingSettings.standard(), 0.2, 0.01, 0.002, 16);
  }

  /** Returns the settings of a first model within seconds: reviews 1 %, declines 0.2 %. */
  public static TrainingSettings fast(String modelName) {
    return new TrainingSettings(modelName, GradientBoostingSettings.fast(), 0.2, 0.01, 0.002, 16);
  }

  private static void require(boolean holds, String rule, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + rule + ": " + name + "=" + value);
    }
  }
}
