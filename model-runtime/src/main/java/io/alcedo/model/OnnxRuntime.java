package io.alcedo.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;

/** The process's one ONNX Runtime environment; made at first use, never closed. */
final class OnnxRuntime {
  private OnnxRuntime() {}

  static OrtEnvironment environment() throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "alcedo");
    environment.setTelemetry(false);
    return environment;
  }
}
