package io.alcedo.training.neural;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Cuts gradients by the norm of all of them together: where it is longer than allowed, all are
 * scaled down by one factor, so that the direction of the step stays (Pascanu, Mikolov and Bengio,
 * 2013).
 */
final class GradientClip {
  private GradientClip() {}

  /**
   * Scales the gradients in place and returns the norm that they had.
   *
   * @param most the longest norm to leave; 0 leaves every norm
   */
  static double apply(List<NDArray> gradients, double most) {
    double squares = 0;
    for (NDArray gradient : gradients) {
      try (NDArray squared = gradient.mul(gradient);
          NDArray sum = squared.sum()) {
        squares += sum.getFloat();
      }
    }
    double norm = Math.sqrt(squares);
    if (most > 0 && norm > most && norm < Double.POSITIVE_INFINITY) {
      for (NDArray gradient : gradients) {
        gradient.muli((float) (most / norm));
      }
    }
    return norm;
  }
}
