package io.alcedo.training.evaluation;

/**
 * How well scores tell frauds from genuine transactions, exactly: rows are sorted once, and rows of
 * one score count as one step, so that no figure depends on the order of ties. A row counts by its
 * weight. Takes 36 bytes a row and O(n log n) time. Immutable and thread-safe.
 */
public final class Evaluation {
  private final RankedTotals totals;
  private final Ranking ranking;
  private final double logLoss;

  private Evaluation(RankedTotals totals, double logLoss) {
    this.totals = totals;
    this.ranking = totals.ranking();
    this.logLoss = logLoss;
  }

  /** Evaluates scores against labels and weights. */
  public static Evaluation of(ScoredRows rows) {
    Ranking ranking = Ranking.of(rows.scores());
    RankedTotals totals = new RankedTotals(ranking, rows).fill(rows.weights());
    return new Evaluation(totals, LogLoss.of(rows).mean(rows.weights()));
  }

  /**
   * Evaluates scores against labels, each row of weight 1.
   *
   * @param scores probabilities of fraud, 0 to 1
   * @param labels for each score 1 for fraud, 0 for genuine
   * @throws IllegalArgumentException where there is no row, or a score is outside 0 to 1
   */
  public static Evaluation of(float[] scores, byte[] labels) {
    return of(ScoredRows.of(scores, labels));
  }

  /** Returns the number of rows. */
  public int rows() {
    return ranking.size();
  }

  /** Returns the weight of the frauds: their number where each row stands for itself. */
  public double frauds() {
    return totals.frauds(totals.last());
  }

  /**
   * Returns the area under the ROC curve: the probability that a fraud scores above a genuine row,
   * ties counting half; NaN where one class is missing.
   */
  public double auc() {
    return totals.auc();
  }

  /**
   * Returns the average precision: the sum over the distinct scores of the recall gained times the
   * precision reached, without interpolation (as scikit-learn does it); NaN where there is no
   * fraud.
   */
  public double averagePrecision() {
    return totals.averagePrecision();
  }

  /** Returns the mean negative logarithm of the probability given to what was true, in nats. */
  public double logLoss() {
    return logLoss;
  }

  /**
   * Returns the expected calibration error: the mean distance between score and share of frauds,
   * over 20 groups of rows of equal weight and similar score.
   */
  public double calibrationError() {
    return CalibrationBins.of(totals, totals.last(), Part.BINS).error(totals);
  }

  /** Returns the share of frauds among the rows that score the threshold or more; NaN if none. */
  public double precision(double threshold) {
    int step = ranking.lastStep(threshold);
    return totals.frauds(step) / totals.rows(step);
  }

  /** Returns the share of all frauds that score the threshold or more; NaN without frauds. */
  public double recall(double threshold) {
    return totals.frauds(ranking.lastStep(threshold)) / frauds();
  }

  /** Returns the share of all rows that score the threshold or more. */
  public double alertRate(double threshold) {
    return totals.rows(ranking.lastStep(threshold)) / totals.rows(totals.last());
  }

  /**
   * Returns the threshold whose alert rate comes nearest to the stated one without exceeding it. It
   * lies halfway between the lowest score that alerts and the highest that does not, so that the
   * last digit of a score decides nothing. Where even the highest score would alert too often, it
   * lies above that score, at most at 1.
   *
   * @param rate the share of rows to alert on, above 0 to 1
   */
  public double thresholdForAlertRate(double rate) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException("An alert rate is above 0, to 1: rate=" + rate);
    }
    double allowed = rate * totals.rows(totals.last()) + 1e-9;
    int low = 0;
    int high = ranking.steps();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (totals.rows(middle) <= allowed) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    double above = low == 0 ? 1 : ranking.score(low - 1);
    double below = low == ranking.steps() ? 0 : ranking.score(low);
    return (above + below) / 2;
  }
}
