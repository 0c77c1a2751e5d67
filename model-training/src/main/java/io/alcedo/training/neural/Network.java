package io.alcedo.training.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Dense layers with ReLU between them, from standardised columns to log-odds, as PyTorch holds
 * them: for each layer its weights [outputs, inputs] and constants [outputs], in that order. Owns
 * native memory until closed; for one thread at a time.
 */
final class Network implements AutoCloseable {
  private final NDManager arrays;
  private final List<Integer> widths;
  private final List<NDArray> parameters = new ArrayList<>();

  private Network(NDManager arrays, List<Integer> widths) {
    this.arrays = arrays;
    this.widths = widths;
  }

  /**
   * Makes a network whose weights are small and by chance (He and others, 2015) and whose constants
   * are zero, but for the last one.
   *
   * @param arrays owned by the network from now on
   * @param columns the width of its input
   * @param hidden the widths of its hidden layers
   * @param logOdds its last constant: what it says where it knows nothing
   */
  static Network random(
      NDManager arrays, int columns, List<Integer> hidden, double logOdds, Random random) {
    List<Integer> widths = new ArrayList<>(hidden);
    widths.add(0, columns);
    widths.add(1);
    Network network = new Network(arrays, List.copyOf(widths));
    for (int layer = 1; layer < widths.size(); layer++) {
      int inputs = widths.get(layer - 1);
      int outputs = widths.get(layer);
      float[] weights = new float[Math.multiplyExact(inputs, outputs)];
      double deviation = Math.sqrt((layer == widths.size() - 1 ? 1d : 2d) / inputs);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (random.nextGaussian() * deviation);
      }
      float[] constants = new float[outputs];
      if (layer == widths.size() - 1) {
        constants[0] = (float) logOdds;
      }
      network.add(arrays.create(weights, new Shape(outputs, inputs)));
      network.add(arrays.create(constants, new Shape(outputs)));
    }
    return network;
  }

  private void add(NDArray parameter) {
    parameter.setRequiresGradient(true);
    parameters.add(parameter);
  }

  /** Returns the widths of input, hidden layers and output. */
  List<Integer> widths() {
    return widths;
  }

  /** Returns weights and constants, layer by layer. */
  List<NDArray> parameters() {
    return parameters;
  }

  /** Returns a manager of arrays beside the network's own, to be closed by the caller. */
  NDManager scratch() {
    return arrays.newSubManager();
  }

  /** Returns log-odds [rows, 1] of columns [rows, columns]; intermediates live as columns do. */
  NDArray forward(NDArray columns) {
    return forward(columns, parameters, 0);
  }

  /**
   * The same while learning.
   *
   * @param columns in the type of the weights
   * @param weights weights and constants as {@link #parameters} or {@link #halves} gives them
   * @param dropout the share of each hidden layer's neurons to leave out
   */
  static NDArray forward(NDArray columns, List<NDArray> weights, double dropout) {
    NDArray at = columns;
    for (int i = 0; i < weights.size(); i += 2) {
      at = Linear.linear(at, weights.get(i), weights.get(i + 1)).singletonOrThrow();
      if (i + 2 < weights.size()) {
        at = Activation.relu(at);
        if (dropout > 0) {
          at = Dropout.dropout(at, (float) dropout, true).singletonOrThrow();
        }
      }
    }
    return at;
  }

  /** Returns copies of weights and constants in 16-bit floats, with gradients of their own. */
  List<NDArray> halves(NDManager owner) {
    List<NDArray> halves = new ArrayList<>();
    for (NDArray parameter : parameters) {
      NDArray half = parameter.toType(DataType.FLOAT16, true);
      half.attach(owner);
      half.setRequiresGradient(true);
      halves.add(half);
    }
    return halves;
  }

  /** Returns a copy of weights and constants. */
  List<float[]> values() {
    return parameters.stream().map(NDArray::toFloatArray).toList();
  }

  /** Puts these weights and constants in the place of what there is, to learn no further. */
  void settle(List<float[]> values) {
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray old = parameters.get(i)) {
        parameters.set(i, arrays.create(values.get(i), old.getShape()));
      }
    }
  }

  @Override
  public void close() {
    arrays.close();
  }
}
