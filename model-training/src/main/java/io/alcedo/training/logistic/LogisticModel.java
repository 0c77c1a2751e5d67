package io.alcedo.training.logistic;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.onnx.GraphWriter;
import io.alcedo.training.scaling.Standardiser;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.LogOdds;
import java.util.List;
import java.util.Map;

/**
 * A fitted logistic regression: log-odds are a sum of standardised columns times coefficients.
 * Holds no native memory; immutable and thread-safe.
 */
public final class LogisticModel implements FittedModel {
  private final Standardiser standardiser;
  private final double[] coefficients;
  private final int iterations;

  /** Takes the coefficients of the columns, and last the constant term. */
  LogisticModel(Standardiser standardiser, double[] coefficients, int iterations) {
    this.standardiser = standardiser;
    this.coefficients = coefficients;
    this.iterations = iterations;
  }

  @Override
  public int featureCount() {
    return standardiser.features();
  }

  /** Returns a copy of the coefficients of the columns, and last the constant term. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  @Override
  public float[] predict(float[] vectors, int rows) {
    double[] logOdds = sums(vectors, rows);
    float[] scores = new float[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = (float) LogOdds.probability(logOdds[row]);
    }
    return scores;
  }

  @Override
  public float[] logOdds(float[] vectors, int rows) {
    double[] logOdds = sums(vectors, rows);
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = (float) logOdds[row];
    }
    return values;
  }

  private double[] sums(float[] vectors, int rows) {
    double[] sums = new double[rows];
    int width = standardiser.columns();
    float[] columns = new float[width];
    for (int row = 0; row < rows; row++) {
      standardiser.apply(vectors, row * featureCount(), columns, 0);
      sums[row] = coefficients[width];
      for (int column = 0; column < width; column++) {
        sums[row] += coefficients[column] * columns[column];
      }
    }
    return sums;
  }

  @Override
  public byte[] toOnnx(ExecutionTarget target) {
    int width = standardiser.columns();
    float[] weights = new float[width];
    for (int column = 0; column < width; column++) {
      weights[column] = (float) coefficients[column];
    }
    float[] constant = {(float) coefficients[width]};
    GraphWriter graph = new GraphWriter(featureCount());
    return graph.sigmoid(
        graph.node(
            "Gemm",
            List.of(
                standardiser.addTo(graph, INPUT),
                graph.floats("coefficients", weights, width, 1),
                graph.floats("constant", constant, 1))));
  }

  @Override
  public Map<String, Double> facts() {
    return Map.of("iterations", (double) iterations);
  }

  @Override
  public void close() {
    // Nothing native is held.
  }
}
