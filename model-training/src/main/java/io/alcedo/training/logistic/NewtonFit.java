package io.alcedo.training.logistic;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.scaling.Standardiser;
import io.alcedo.training.trainer.TrainingException;

/**
 * Fits coefficients by Newton's method: the weighted log-loss, summed over the rows, plus half the
 * penalty times the squared coefficients (the constant term goes free) is convex, so each step
 * solves for the minimum of its second-order form and is halved until the loss falls enough.
 *
 * <p>Takes {@code columns² / 2} operations a row and step, and memory for one row; five to ten
 * steps are usual. Ends when a further step would gain less than {@value #TOLERANCE} of the loss.
 * One thread, no chance: the same rows and settings give the same coefficients.
 */
final class NewtonFit {
  private static final double TOLERANCE = 1e-10;

  /** The share of the gain that the gradient promises which a step must bring at least. */
  private static final double ENOUGH = 1e-4;

  private static final int MOST_HALVINGS = 40;

  private final TrainingSet rows;
  private final Standardiser standardiser;
  private final LogisticSettings settings;

  /** Columns, and the constant term as the last one. */
  private final int width;

  private final double[] gradient;
  private final double[][] curvature;
  private int iterations;

  NewtonFit(TrainingSet rows, Standardiser standardiser, LogisticSettings settings) {
    this.rows = rows;
    this.standardiser = standardiser;
    this.settings = settings;
    this.width = standardiser.columns() + 1;
    this.gradient = new double[width];
    this.curvature = new double[width][width];
  }

  /**
   * Returns the coefficients of the columns, and last the constant term.
   *
   * @throws TrainingException TRAINER_FAILED where the most iterations do not suffice
   */
  double[] run(TrainingProgress progress) throws TrainingException {
    double[] point = new double[width];
    point[width - 1] = priorLogOdds();
    double loss = loss(point);
    while (iterations < settings.maxIterations()) {
      double[] step = step(point);
      double promised = dot(gradient, step);
      progress.advanced(TrainingProgress.Phase.TRAIN, ++iterations, settings.maxIterations());
      if (promised / 2 <= TOLERANCE * loss) {
        progress.advanced(
            TrainingProgress.Phase.TRAIN, settings.maxIterations(), settings.maxIterations());
        return minus(point, step, 1);
      }
      double share = 1;
      double[] next = minus(point, step, share);
      double nextLoss = loss(next);
      for (int halving = 0; nextLoss > loss - ENOUGH * share * promised; halving++) {
        if (halving == MOST_HALVINGS) {
          throw failed("Every step lowers the loss");
        }
        share /= 2;
        next = minus(point, step, share);
        nextLoss = loss(next);
      }
      point = next;
      loss = nextLoss;
    }
    throw failed("The coefficients settle within maxIterations");
  }

  /** Returns how many steps were taken. */
  int iterations() {
    return iterations;
  }

  /** The constant term that fits best where nothing else is known. */
  private double priorLogOdds() {
    double frauds = 0;
    double all = 0;
    for (int row = 0; row < rows.size(); row++) {
      frauds += rows.fraud(row) ? weight(row) : 0;
      all += weight(row);
    }
    return Math.log(frauds / (all - frauds));
  }

  private double weight(int row) {
    return rows.weight(row) * (rows.fraud(row) ? settings.fraudWeight() : 1);
  }

  private double loss(double[] point) {
    double loss = 0;
    Columns columns = new Columns();
    for (int row = 0; row < rows.size(); row++) {
      double logOdds = columns.of(row).logOdds(point);
      // log(1 + e^z) without overflow; a fraud loses log(1 + e^-z).
      double signed = rows.fraud(row) ? -logOdds : logOdds;
      loss += weight(row) * (Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed))));
    }
    for (int column = 0; column < width - 1; column++) {
      loss += settings.l2() / 2 * point[column] * point[column];
    }
    return loss;
  }

  /** Returns what to subtract from a point, and leaves the gradient there. */
  private double[] step(double[] point) throws TrainingException {
    for (int i = 0; i < width; i++) {
      boolean constant = i == width - 1;
      gradient[i] = constant ? 0 : settings.l2() * point[i];
      java.util.Arrays.fill(curvature[i], 0);
      curvature[i][i] = constant ? 0 : settings.l2();
    }
    Columns columns = new Columns();
    for (int row = 0; row < rows.size(); row++) {
      double probability = 1 / (1 + Math.exp(-columns.of(row).logOdds(point)));
      columns.add(
          weight(row) * (probability - (rows.fraud(row) ? 1 : 0)),
          weight(row) * probability * (1 - probability));
    }
    double[] step = Cholesky.solve(curvature, gradient);
    if (step == null) {
      throw failed("The curvature of the loss is positive in all directions");
    }
    return step;
  }

  private TrainingException failed(String rule) {
    return new TrainingException(
        TrainingException.Code.TRAINER_FAILED,
        rule
            + ": iterations="
            + iterations
            + ", maxIterations="
            + settings.maxIterations()
            + "; a larger l2 helps");
  }

  private static double[] minus(double[] point, double[] step, double share) {
    double[] moved = point.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] -= share * step[i];
    }
    return moved;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** The columns of one row at a time, the constant 1 last. */
  private final class Columns {
    private final float[] vector = new float[standardiser.features()];
    private final float[] columns = new float[width];

    Columns of(int row) {
      rows.copyVector(row, vector, 0);
      standardiser.apply(vector, 0, columns, 0);
      columns[width - 1] = 1;
      return this;
    }

    double logOdds(double[] point) {
      double sum = 0;
      for (int i = 0; i < width; i++) {
        sum += point[i] * columns[i];
      }
      return sum;
    }

    /** Adds the row to the gradient, and to the curvature's lower triangle. */
    void add(double slope, double curve) {
      for (int i = 0; i < width; i++) {
        gradient[i] += slope * columns[i];
        double curved = curve * columns[i];
        for (int j = 0; j <= i; j++) {
          curvature[i][j] += curved * columns[j];
        }
      }
    }
  }
}
