package io.alcedo.training.evaluation;

import java.util.Arrays;

/**
 * How well scores tell frauds from genuine transactions, exactly: rows are sorted once, and rows of
 * one score count as one step, so that no figure depends on the order of ties. Takes 12 bytes a row
 * and O(n log n) time. Immutable and thread-safe.
 */
public final class Evaluation {
  /** The distinct scores, highest first, and how many rows and frauds lie at or above each. */
  private final float[] steps;

  private final int[] rowsAbove;
  private final int[] fraudsAbove;
  private final int rows;
  private final int frauds;
  private final double logLoss;

  private Evaluation(
      float[] steps, int[] rowsAbove, int[] fraudsAbove, int rows, int frauds, double logLoss) {
    this.steps = steps;
    this.rowsAbove = rowsAbove;
    this.fraudsAbove = fraudsAbove;
    this.rows = rows;
    this.frauds = frauds;
    this.logLoss = logLoss;
  }

  /**
   * Evaluates scores against labels.
   *
   * @param scores probabilities of fraud, 0 to 1
   * @param labels for each score 1 for fraud, 0 for genuine
   * @throws IllegalArgumentException where there is no row, or a score is outside 0 to 1
   */
  public static Evaluation of(float[] scores, byte[] labels) {
    if (scores.length != labels.length || scores.length == 0) {
      throw new IllegalArgumentException(
          "There are as many labels as scores, and at least one: scores="
              + scores.length
              + ", labels="
              + labels.length);
    }
    long[] keys = new long[scores.length];
    double loss = 0;
    for (int row = 0; row < scores.length; row++) {
      float score = scores[row];
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("A score is 0 to 1: score=" + score + ", row=" + row);
      }
      // Bits of floats that are not negative sort like the floats; + 0f makes -0f a 0f.
      keys[row] = (long) Float.floatToIntBits(score + 0f) << 1 | (labels[row] != 0 ? 1 : 0);
      loss -= logProbability(labels[row] != 0 ? score : 1d - score);
    }
    Arrays.sort(keys);
    return fold(keys, loss / scores.length);
  }

  private static Evaluation fold(long[] sorted, double logLoss) {
    int rows = sorted.length;
    float[] steps = new float[rows];
    int[] rowsAbove = new int[rows];
    int[] fraudsAbove = new int[rows];
    int step = -1;
    int frauds = 0;
    for (int i = rows - 1; i >= 0; i--) {
      float score = Float.intBitsToFloat((int) (sorted[i] >>> 1));
      frauds += (int) (sorted[i] & 1);
      if (step < 0 || score != steps[step]) {
        step++;
        steps[step] = score;
      }
      rowsAbove[step] = rows - i;
      fraudsAbove[step] = frauds;
    }
    return new Evaluation(
        Arrays.copyOf(steps, step + 1),
        Arrays.copyOf(rowsAbove, step + 1),
        Arrays.copyOf(fraudsAbove, step + 1),
        rows,
        frauds,
        logLoss);
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of frauds. */
  public int frauds() {
    return frauds;
  }

  /**
   * Returns the area under the ROC curve: the probability that a fraud scores above a genuine row,
   * ties counting half; NaN where one class is missing.
   */
  public double auc() {
    double area = 0;
    long previousRows = 0;
    long previousFrauds = 0;
    for (int step = 0; step < steps.length; step++) {
      long stepFrauds = fraudsAbove[step] - previousFrauds;
      long stepGenuine = rowsAbove[step] - previousRows - stepFrauds;
      area += stepGenuine * (previousFrauds + stepFrauds / 2d);
      previousRows = rowsAbove[step];
      previousFrauds = fraudsAbove[step];
    }
    return area / ((double) frauds * (rows - frauds));
  }

  /**
   * Returns the average precision: the sum over the distinct scores of the recall gained times the
   * precision reached, without interpolation (as scikit-learn does it); NaN where there is no
   * fraud.
   */
  public double averagePrecision() {
    double sum = 0;
    int previousFrauds = 0;
    for (int step = 0; step < steps.length; step++) {
      sum += (double) (fraudsAbove[step] - previousFrauds) * fraudsAbove[step] / rowsAbove[step];
      previousFrauds = fraudsAbove[step];
    }
    return sum / frauds;
  }

  /** Returns the mean negative logarithm of the probability given to what was true, in nats. */
  public double logLoss() {
    return logLoss;
  }

  /** Returns the share of frauds among the rows that score the threshold or more; NaN if none. */
  public double precision(double threshold) {
    int step = lastStep(threshold);
    return step < 0 ? Double.NaN : (double) fraudsAbove[step] / rowsAbove[step];
  }

  /** Returns the share of all frauds that score the threshold or more; NaN without frauds. */
  public double recall(double threshold) {
    int step = lastStep(threshold);
    return (step < 0 ? 0d : fraudsAbove[step]) / frauds;
  }

  /** Returns the share of all rows that score the threshold or more. */
  public double alertRate(double threshold) {
    int step = lastStep(threshold);
    return step < 0 ? 0 : (double) rowsAbove[step] / rows;
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
    int allowed = (int) Math.floor(rate * rows + 1e-9);
    int low = 0;
    int high = steps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rowsAbove[middle] <= allowed) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    double above = low == 0 ? 1 : steps[low - 1];
    double below = low == steps.length ? 0 : steps[low];
    return (above + below) / 2;
  }

  /** Returns the last step whose score is the threshold or more, -1 where there is none. */
  private int lastStep(double threshold) {
    int low = 0;
    int high = steps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[middle] >= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static double logProbability(double probability) {
    return Math.log(Math.min(1 - 1e-15, Math.max(1e-15, probability)));
  }
}
