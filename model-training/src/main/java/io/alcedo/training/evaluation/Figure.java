package io.alcedo.training.evaluation;

/**
 * A figure of merit: its key in reports, which stays as it is, and what it tells. Figures weigh
 * each row by its weight; where nothing is left of what a figure divides by, it is NaN.
 *
 * <p>"Alerts" are rows that score the threshold or more; a false-positive rate is a share of the
 * genuine rows; 100 bp are 1 %.
 */
public enum Figure {
  /** The area under the ROC curve. */
  AUC(
      "auc",
      "ROC AUC",
      "Probability that a fraud scores above a genuine transaction, ties counting half.",
      Better.HIGHER),
  /** Average precision, ties as steps. */
  AVERAGE_PRECISION(
      "averagePrecision",
      "Average precision",
      "Mean of the precision over the recall gained at each distinct score, not interpolated.",
      Better.HIGHER),
  /** Mean share of caught frauds among each day's highest cards. */
  CARD_PRECISION(
      "cardPrecisionAt",
      "Card precision at ",
      "Share of compromised cards among a day's highest-scoring cards, a card caught once leaving"
          + " later days; mean over the days.",
      Better.HIGHER),
  /** Precision at the threshold. */
  PRECISION("precision", "Precision", "Share of the alerts that are frauds.", Better.HIGHER),
  /** Recall at the threshold. */
  RECALL("recall", "Recall", "Share of the frauds that alert.", Better.HIGHER),
  /** The harmonic mean of precision and recall at the threshold. */
  F1("f1", "F1", "Harmonic mean of precision and recall.", Better.HIGHER),
  /** Accuracy at the threshold, which says little where frauds are rare. */
  ACCURACY(
      "accuracy",
      "Accuracy",
      "Share of all rows that are rightly alerted on or rightly left alone.",
      Better.HIGHER),
  /** Recall at a false-positive rate of 10 basis points. */
  RECALL_AT_10_BP(
      "recallAtFpr10bp",
      "Recall at 0.1 % false positives",
      "Share of frauds at or above the lowest score that at most 0.1 % of genuine rows reach.",
      Better.HIGHER),
  /** Recall at a false-positive rate of 50 basis points. */
  RECALL_AT_50_BP(
      "recallAtFpr50bp",
      "Recall at 0.5 % false positives",
      "Share of frauds at or above the lowest score that at most 0.5 % of genuine rows reach.",
      Better.HIGHER),
  /** Recall at a false-positive rate of 100 basis points. */
  RECALL_AT_100_BP(
      "recallAtFpr100bp",
      "Recall at 1 % false positives",
      "Share of frauds at or above the lowest score that at most 1 % of genuine rows reach.",
      Better.HIGHER),
  /** Value-weighted recall at the threshold: money saved. */
  VALUE_RECALL(
      "valueRecall",
      "Value-weighted recall",
      "Share of the amount of all frauds that lies in frauds that alert: money saved.",
      Better.HIGHER),
  /** Value detected at five genuine alerts a fraud. */
  VALUE_DETECTED(
      "valueDetectedAtFiveGenuinePerFraud",
      "Value detected at 5 genuine alerts a fraud",
      "Share of the amount of all frauds at or above the lowest score at which at most five genuine"
          + " rows are alerted on for each fraud.",
      Better.HIGHER),
  /** The share of rows that alert. */
  ALERT_RATE("alertRate", "Alert rate", "Share of all rows that alert.", Better.NEITHER),
  /** Genuine alerts a fraud caught. */
  GENUINE_PER_FRAUD(
      "genuineAlertsPerFraud",
      "Genuine alerts a fraud",
      "Genuine transactions alerted on for each fraud that is.",
      Better.LOWER),
  /** Expected calibration error over all rows. */
  CALIBRATION_ERROR(
      "calibrationError",
      "Expected calibration error",
      "Mean distance between score and share of frauds, over 20 groups of rows of equal weight and"
          + " similar score.",
      Better.LOWER),
  /** Expected calibration error among alerts. */
  ALERT_CALIBRATION_ERROR(
      "alertCalibrationError",
      "Calibration error in the alert band",
      "The same among alerts alone, over 10 groups.",
      Better.LOWER),
  /** Mean negative log-likelihood. */
  LOG_LOSS(
      "logLoss",
      "Log loss",
      "Mean negative logarithm of the probability given to what was true, in nats.",
      Better.LOWER);

  /** Which way a figure is better. */
  public enum Better {
    /** More is better. */
    HIGHER,
    /** Less is better. */
    LOWER,
    /** It describes, and does not judge. */
    NEITHER
  }

  /** Genuine alerts a fraud at which {@link #VALUE_DETECTED} is read. */
  public static final double GENUINE_A_FRAUD = 5;

  private final String key;
  private final String title;
  private final String meaning;
  private final Better better;

  Figure(String key, String title, String meaning, Better better) {
    this.key = key;
    this.title = title;
    this.meaning = meaning;
    this.better = better;
  }

  /** Returns the key in JSON, which never changes. */
  public String key(EvaluationSettings settings) {
    return this == CARD_PRECISION ? key + settings.cardsADay() : key;
  }

  /** Returns the name to show. */
  public String title(EvaluationSettings settings) {
    return this == CARD_PRECISION ? title + settings.cardsADay() : title;
  }

  /** Returns what the figure tells, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** Returns which way the figure is better. */
  public Better better() {
    return better;
  }

  /** Tells whether the figure is known for a segment too, or for all rows alone. */
  public boolean ofSegments() {
    return this != CARD_PRECISION && this != LOG_LOSS;
  }

  /** Tells whether noise can only raise the figure: a calibration error is a sum of distances. */
  boolean raisedByNoise() {
    return this == CALIBRATION_ERROR || this == ALERT_CALIBRATION_ERROR;
  }
}
