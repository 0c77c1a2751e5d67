package io.alcedo.training.neural;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.onnx.GraphWriter;
import io.alcedo.training.scaling.Standardiser;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.List;
import java.util.Map;

/**
 * A neural network that has learned, as PyTorch holds it: its predictions are PyTorch's own. Its
 * graph is one for all targets: standardising, {@code Gemm}, {@code Relu}, {@code Sigmoid}. Owns
 * native memory until closed; for one thread at a time.
 */
public final class NeuralModel implements FittedModel {
  private final Standardiser standardiser;
  private final Network network;
  private final Map<String, Double> facts;

  /** Takes a network, which is closed with the model. */
  NeuralModel(Standardiser standardiser, Network network, Map<String, Double> facts) {
    this.standardiser = standardiser;
    this.network = network;
    this.facts = Map.copyOf(facts);
  }

  @Override
  public int featureCount() {
    return standardiser.features();
  }

  @Override
  public float[] predict(float[] vectors, int rows) throws TrainingException {
    return compute(vectors, rows, true);
  }

  @Override
  public float[] logOdds(float[] vectors, int rows) throws TrainingException {
    return compute(vectors, rows, false);
  }

  private float[] compute(float[] vectors, int rows, boolean probabilities)
      throws TrainingException {
    if (rows == 0) {
      return new float[0];
    }
    try {
      return compute(standardiser, network, vectors, rows, probabilities);
    } catch (EngineException e) {
      throw NeuralTrainer.failed(e);
    }
  }

  static float[] compute(
      Standardiser standardiser,
      Network network,
      float[] vectors,
      int rows,
      boolean probabilities) {
    try (NDManager scratch = network.scratch()) {
      NDArray logOdds =
          network.forward(
              scratch.create(
                  standardiser.apply(vectors, rows), new Shape(rows, standardiser.columns())));
      return (probabilities ? Activation.sigmoid(logOdds) : logOdds).toFloatArray();
    }
  }

  @Override
  public byte[] toOnnx(ExecutionTarget target) {
    GraphWriter graph = new GraphWriter(featureCount());
    String at = standardiser.addTo(graph, INPUT);
    List<float[]> values = network.values();
    List<Integer> widths = network.widths();
    for (int layer = 1; layer < widths.size(); layer++) {
      int outputs = widths.get(layer);
      String weights =
          graph.floats(
              "weights_" + layer, values.get(2 * layer - 2), outputs, widths.get(layer - 1));
      String constants = graph.floats("constants_" + layer, values.get(2 * layer - 1), outputs);
      at = graph.node("Gemm", List.of(at, weights, constants), Map.of("transB", 1));
      if (layer + 1 < widths.size()) {
        at = graph.node("Relu", List.of(at));
      }
    }
    return graph.sigmoid(at);
  }

  @Override
  public Map<String, Double> facts() {
    return facts;
  }

  @Override
  public void close() {
    network.close();
  }
}
