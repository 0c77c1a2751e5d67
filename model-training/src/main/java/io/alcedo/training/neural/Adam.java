package io.alcedo.training.neural;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves weights by Adam (Kingma and Ba, 2015), with an L2 penalty on the weights of layers and none
 * on their constants. The moments live as long as the weights; those of the library's own optimizer
 * would stay in native memory for good.
 */
final class Adam {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final List<NDArray> weights;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> squares = new ArrayList<>();
  private final double rate;
  private final float l2;
  private int steps;

  /** Moves these arrays; their moments are closed with them. */
  Adam(List<NDArray> weights, double rate, double l2) {
    this.weights = weights;
    this.rate = rate;
    this.l2 = (float) l2;
    for (NDArray weight : weights) {
      means.add(weight.zerosLike());
      squares.add(weight.zerosLike());
    }
  }

  /** Moves every array by its gradient, which is of no use afterwards. */
  void step(List<NDArray> gradients) {
    steps++;
    float meanShare = (float) (rate / (1 - Math.pow(FIRST, steps)));
    float squareShare = (float) (1 / (1 - Math.pow(SECOND, steps)));
    for (int i = 0; i < weights.size(); i++) {
      NDArray weight = weights.get(i);
      NDArray gradient = gradients.get(i);
      NDArray mean = means.get(i);
      NDArray square = squares.get(i);
      if (l2 > 0 && weight.getShape().dimension() > 1) {
        try (NDArray decay = weight.mul(l2)) {
          gradient.addi(decay);
        }
      }
      try (NDArray part = gradient.mul(1 - FIRST);
          NDArray squarePart = gradient.mul(gradient).muli(1 - SECOND)) {
        mean.muli(FIRST).addi(part);
        square.muli(SECOND).addi(squarePart);
      }
      try (NDArray deviation = root(square, squareShare);
          NDArray move = mean.mul(meanShare).divi(deviation)) {
        weight.subi(move);
      }
    }
  }

  private static NDArray root(NDArray square, float share) {
    try (NDArray corrected = square.mul(share)) {
      return corrected.sqrt().addi(EPSILON);
    }
  }
}
