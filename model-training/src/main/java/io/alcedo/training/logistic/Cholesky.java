package io.alcedo.training.logistic;

import org.jspecify.annotations.Nullable;

/** Solves linear equations of a symmetric, positive definite matrix by Cholesky's factors. */
final class Cholesky {
  private Cholesky() {}

  /**
   * Returns {@code x} of {@code matrix * x = right}, or null where the matrix is not positive
   * definite.
   *
   * @param matrix its lower triangle, the diagonal included; becomes the factor
   * @param right the right side, left as it is
   */
  static double @Nullable [] solve(double[][] matrix, double[] right) {
    if (!factor(matrix)) {
      return null;
    }
    double[] solution = right.clone();
    for (int i = 0; i < solution.length; i++) {
      for (int j = 0; j < i; j++) {
        solution[i] -= matrix[i][j] * solution[j];
      }
      solution[i] /= matrix[i][i];
    }
    for (int i = solution.length - 1; i >= 0; i--) {
      for (int j = i + 1; j < solution.length; j++) {
        solution[i] -= matrix[j][i] * solution[j];
      }
      solution[i] /= matrix[i][i];
    }
    return solution;
  }

  private static boolean factor(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j];
        for (int k = 0; k < j; k++) {
          rest -= matrix[i][k] * matrix[j][k];
        }
        if (i != j) {
          matrix[i][j] = rest / matrix[j][j];
        } else if (rest > 0 && rest < Double.POSITIVE_INFINITY) {
          matrix[i][i] = Math.sqrt(rest);
        } else {
          return false;
        }
      }
    }
    return true;
  }
}
