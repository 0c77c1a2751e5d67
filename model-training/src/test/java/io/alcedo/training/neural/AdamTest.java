package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.alcedo.model.ExecutionTarget;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final double RATE = 0.02;
  private static final double L2 = 0.3;

  @Test
  void movesAsThePaperSaysWithAPenaltyOnLayersOnly() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    double[] weights = {0.5, -2, 1, 0};
    double[] constants = {0.7, -0.1};
    Reference forWeights = new Reference(weights, L2);
    Reference forConstants = new Reference(constants, 0);
    try (NDManager arrays = Torch.arrays(ExecutionTarget.CPU)) {
      NDArray layer = arrays.create(floats(weights), new Shape(2, 2));
      NDArray constant = arrays.create(floats(constants), new Shape(2));
      Adam adam = new Adam(List.of(layer, constant), RATE, L2);
      for (int step = 0; step < 25; step++) {
        double[] first = random.doubles(4, -1, 1).toArray();
        double[] second = random.doubles(2, -1, 1).toArray();
        try (NDManager scratch = arrays.newSubManager()) {
          adam.step(
              List.of(
                  scratch.create(floats(first), new Shape(2, 2)),
                  scratch.create(floats(second), new Shape(2))));
        }
        forWeights.step(first);
        forConstants.step(second);
      }
      assertThat(layer.toFloatArray())
          .as("seed=%d", seed)
          .containsExactly(floats(weights), within(1e-5f));
      assertThat(constant.toFloatArray())
          .as("seed=%d", seed)
          .containsExactly(floats(constants), within(1e-5f));
    }
  }

  /** Algorithm 1 of the paper, number by number. */
  private static final class Reference {
    private final double[] values;
    private final double l2;
    private final double[] means;
    private final double[] squares;
    private int steps;

    Reference(double[] values, double l2) {
      this.values = values;
      this.l2 = l2;
      this.means = new double[values.length];
      this.squares = new double[values.length];
    }

    void step(double[] gradient) {
      steps++;
      for (int i = 0; i < values.length; i++) {
        double slope = gradient[i] + l2 * values[i];
        means[i] = 0.9 * means[i] + 0.1 * slope;
        squares[i] = 0.999 * squares[i] + 0.001 * slope * slope;
        double mean = means[i] / (1 - Math.pow(0.9, steps));
        double square = squares[i] / (1 - Math.pow(0.999, steps));
        values[i] -= RATE * mean / (Math.sqrt(square) + 1e-8);
      }
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
