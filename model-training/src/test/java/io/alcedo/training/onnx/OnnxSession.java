package io.alcedo.training.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.alcedo.training.trainer.FittedModel;
import java.nio.FloatBuffer;
import java.util.Map;

/** An ONNX Runtime session on exported bytes, as plain as can be. */
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public OnnxSession(byte[] onnx) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(onnx, options);
    }
  }

  public float[] score(float[] vectors, int rows) throws OrtException {
    long[] shape = {rows, vectors.length / rows};
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(vectors), shape);
        OrtSession.Result result = session.run(Map.of(FittedModel.INPUT, tensor))) {
      float[][] nested = (float[][]) result.get(FittedModel.OUTPUT).orElseThrow().getValue();
      float[] scores = new float[rows];
      for (int row = 0; row < rows; row++) {
        scores[row] = nested[row][0];
      }
      return scores;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
