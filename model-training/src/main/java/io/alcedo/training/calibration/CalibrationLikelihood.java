package io.alcedo.training.calibration;

/**
 * How badly a map fits: the weighted log-loss of the rows and the penalty on its slopes, with first
 * and second derivatives. Variables are the offset and the slope of each piece but the last, which
 * goes on as the one before it. Convex. Immutable.
 */
final class CalibrationLikelihood {
  /** A slope differs from its neighbour's by a quarter, in the first place. */
  private static final double SMOOTHNESS = 1 / (0.25 * 0.25);

  /** The slopes' mean square distance from 1 is 1, in the first place. */
  private static final double NEARNESS = 1;

  private final double[] claimed;
  private final boolean[] frauds;
  private final double[] weights;
  private final double[] knots;
  private final int variables;

  CalibrationLikelihood(double[] claimed, boolean[] frauds, double[] weights, double[] knots) {
    this.claimed = claimed;
    this.frauds = frauds;
    this.weights = weights;
    this.knots = knots;
    this.variables = knots.length + 1;
  }

  /** Returns the penalised loss. */
  double loss(double[] at) {
    double[] terms = new double[variables];
    double loss = penalty(at);
    for (int row = 0; row < claimed.length; row++) {
      double value = value(at, row, terms);
      double wrong = frauds[row] ? -value : value;
      loss += weights[row] * (Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong))));
    }
    return loss;
  }

  /** Returns the derivatives. */
  Slope slope(double[] at) {
    double[] first = new double[variables];
    double[][] second = new double[variables][variables];
    double[] terms = new double[variables];
    for (int row = 0; row < claimed.length; row++) {
      double probability = 1 / (1 + Math.exp(-value(at, row, terms)));
      double error = weights[row] * (probability - (frauds[row] ? 1 : 0));
      double curvature = weights[row] * probability * (1 - probability);
      for (int i = 0; i < variables; i++) {
        first[i] += error * terms[i];
        for (int j = 0; j <= i; j++) {
          second[i][j] += curvature * terms[i] * terms[j];
        }
      }
    }
    addPenalty(at, first, second);
    return new Slope(first, second);
  }

  /** Returns the calibrated log-odds of a row and what each variable is multiplied with. */
  private double value(double[] at, int row, double[] terms) {
    terms[0] = 1;
    for (int piece = 0; piece < knots.length; piece++) {
      terms[piece + 1] = CalibrationMap.length(knots, piece, claimed[row]);
    }
    terms[knots.length] += CalibrationMap.length(knots, knots.length, claimed[row]);
    double value = 0;
    for (int i = 0; i < variables; i++) {
      value += at[i] * terms[i];
    }
    return value;
  }

  private double penalty(double[] at) {
    double near = 0;
    double smooth = 0;
    for (int i = 1; i < variables; i++) {
      near += (at[i] - 1) * (at[i] - 1);
      if (i > 1) {
        smooth += (at[i] - at[i - 1]) * (at[i] - at[i - 1]);
      }
    }
    return (NEARNESS * near / (variables - 1) + SMOOTHNESS * smooth) / 2;
  }

  private void addPenalty(double[] at, double[] first, double[][] second) {
    double near = NEARNESS / (variables - 1);
    for (int i = 1; i < variables; i++) {
      first[i] += near * (at[i] - 1);
      second[i][i] += near;
      if (i > 1) {
        double difference = SMOOTHNESS * (at[i] - at[i - 1]);
        first[i] += difference;
        first[i - 1] -= difference;
        second[i][i] += SMOOTHNESS;
        second[i - 1][i - 1] += SMOOTHNESS;
        second[i][i - 1] -= SMOOTHNESS;
      }
    }
  }

  private static double least(int variable) {
    return variable == 0 ? Double.NEGATIVE_INFINITY : CalibrationMap.LEAST_SLOPE;
  }

  private static double most(int variable) {
    return variable == 0 ? Double.POSITIVE_INFINITY : CalibrationMap.MOST_SLOPE;
  }

  /** Returns the point so far along a direction, moved into the bounds. */
  static double[] within(double[] at, double[] direction, double length) {
    double[] next = new double[at.length];
    for (int i = 0; i < next.length; i++) {
      double free = at[i] + length * direction[i];
      next[i] = Math.max(least(i), Math.min(most(i), free));
    }
    return next;
  }

  /**
   * The derivatives at a point.
   *
   * @param first by variable
   * @param second the lower triangle of the matrix
   */
  record Slope(double[] first, double[][] second) {

    /** Returns Newton's step in the variables that their bounds do not hold. */
    double[] newton(double[] at) {
      int[] free = new int[at.length];
      int count = 0;
      for (int i = 0; i < at.length; i++) {
        boolean held = (at[i] <= least(i) && first[i] > 0) || (at[i] >= most(i) && first[i] < 0);
        if (!held) {
          free[count++] = i;
        }
      }
      double[] step = new double[at.length];
      double[] solved = solved(free, count);
      for (int i = 0; i < count; i++) {
        step[free[i]] = -solved[i];
      }
      return step;
    }

    /** Solves for the free variables by Cholesky's method; the penalty keeps them independent. */
    private double[] solved(int[] free, int count) {
      double[][] root = new double[count][count];
      double[] solved = new double[count];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = second[free[i]][free[j]];
          for (int k = 0; k < j; k++) {
            sum -= root[i][k] * root[j][k];
          }
          root[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / root[j][j];
        }
        double sum = first[free[i]];
        for (int k = 0; k < i; k++) {
          sum -= root[i][k] * solved[k];
        }
        solved[i] = sum / root[i][i];
      }
      for (int i = count - 1; i >= 0; i--) {
        for (int k = i + 1; k < count; k++) {
          solved[i] -= root[k][i] * solved[k];
        }
        solved[i] /= root[i][i];
      }
      return solved;
    }
  }
}
