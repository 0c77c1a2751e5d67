package io.alcedo.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;

/** Logistic regression as Gemm and Sigmoid, and the same in plain Java. */
final class LogisticModel {
  private final float[] weights;
  private final float bias;

  LogisticModel(float bias, float... weights) {
    this.weights = weights;
    this.bias = bias;
  }

  ModelProto.Builder onnx() {
    return Graphs.model(
        Graphs.graph(weights.length)
            .addInitializer(Graphs.constant("weights", weights, weights.length, 1))
            .addInitializer(Graphs.constant("bias", new float[] {bias}, 1))
            .addNode(Graphs.node("Gemm", List.of(Graphs.INPUT, "weights", "bias"), "log_odds"))
            .addNode(Graphs.node("Sigmoid", List.of("log_odds"), Graphs.OUTPUT)));
  }

  float score(float... row) {
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += (double) weights[i] * row[i];
    }
    return (float) (1 / (1 + Math.exp(-sum)));
  }

  Scorer scorer() {
    return new Scorer() {
      @Override
      public int features() {
        return weights.length;
      }

      @Override
      public void score(float[] rows, int count, float[] scores) {
        for (int i = 0; i < count; i++) {
          scores[i] =
              LogisticModel.this.score(
                  java.util.Arrays.copyOfRange(rows, i * weights.length, (i + 1) * weights.length));
        }
      }
    };
  }
}
