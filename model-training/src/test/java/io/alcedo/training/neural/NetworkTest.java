package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.alcedo.model.ExecutionTarget;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkTest {
  @Test
  void forwardIsDenseLayersWithReluBetween() throws Exception {
    try (Network network = network()) {
      List<float[]> values = network.values();
      float[] columns = {0.3f, -1.5f, 2};
      double[] at = {0.3f, -1.5f, 2};
      for (int layer = 0; layer < values.size(); layer += 2) {
        double[] next = new double[values.get(layer + 1).length];
        for (int out = 0; out < next.length; out++) {
          next[out] = values.get(layer + 1)[out];
          for (int in = 0; in < at.length; in++) {
            next[out] += values.get(layer)[out * at.length + in] * at[in];
          }
          next[out] = layer + 2 < values.size() ? Math.max(0, next[out]) : next[out];
        }
        at = next;
      }
      try (NDManager scratch = network.scratch()) {
        assertThat(network.forward(scratch.create(columns, new Shape(1, 3))).toFloatArray()[0])
            .isCloseTo((float) at[0], within(1e-5f));
      }
    }
  }

  @Test
  void dropoutLeavesNeuronsOutOfSomeStepsAndOfNoPrediction() throws Exception {
    Torch.start(5, 1);
    try (Network network = network();
        NDManager scratch = network.scratch()) {
      NDArray columns = scratch.create(new float[] {0.3f, -1.5f, 2}, new Shape(1, 3));
      float plain = network.forward(columns).getFloat(0, 0);
      int others = 0;
      for (int i = 0; i < 20; i++) {
        float dropped = Network.forward(columns, network.parameters(), 0.5).getFloat(0, 0);
        others += Math.abs(dropped - plain) > 1e-6 ? 1 : 0;
        assertThat(network.forward(columns).getFloat(0, 0)).isEqualTo(plain);
      }
      assertThat(others).isGreaterThan(10);
    }
  }

  @Test
  void halvesMultiplyIn16BitsAndTheirGradientsAreThoseOfTheWeights() throws Exception {
    try (Network network = network();
        NDManager scratch = network.scratch()) {
      float[] single = gradientOfFirstLayer(scratch, network.parameters(), DataType.FLOAT32);
      float[] mixed = gradientOfFirstLayer(scratch, network.halves(scratch), DataType.FLOAT16);

      assertThat(mixed).isNotEqualTo(single).containsExactly(single, within(0.01f));
    }
  }

  private static float[] gradientOfFirstLayer(
      NDManager scratch, List<NDArray> weights, DataType type) throws Exception {
    synchronized (Torch.LOCK) {
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray columns =
            scratch.create(new float[] {0.3f, -1.5f, 2, 1.1f, 0.4f, -0.6f}, new Shape(2, 3));
        collector.backward(Network.forward(columns.toType(type, false), weights, 0).sum());
      }
    }
    try (NDArray gradient = weights.get(0).getGradient()) {
      assertThat(gradient.getDataType()).isEqualTo(type);
      return gradient.toType(DataType.FLOAT32, false).toFloatArray();
    }
  }

  private static Network network() throws Exception {
    return Network.random(Torch.arrays(ExecutionTarget.CPU), 3, List.of(8, 4), -2, new Random(4));
  }
}
