package io.alcedo.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.alcedo.model.BundleException;
import io.alcedo.model.Degradation;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import java.util.Arrays;
import java.util.Optional;

/** A form of model and where it computes: what inference is measured with, side by side. */
public enum MeasuredModel {
  /** A tree ensemble on a processor: what the job runs by default. */
  TREES_CPU(BenchmarkModels.Form.TREES, ExecutionTarget.CPU),
  /** The same trees as tensors, where they are not meant to be. */
  TENSORS_CPU(BenchmarkModels.Form.TENSORS, ExecutionTarget.CPU),
  /** The same trees as tensors, where they are meant to be. */
  TENSORS_CUDA(BenchmarkModels.Form.TENSORS, ExecutionTarget.CUDA),
  /** Dense layers on a processor. */
  NEURAL_CPU(BenchmarkModels.Form.NEURAL, ExecutionTarget.CPU),
  /** Dense layers on a GPU. */
  NEURAL_CUDA(BenchmarkModels.Form.NEURAL, ExecutionTarget.CUDA);

  private final BenchmarkModels.Form form;
  private final ExecutionTarget device;

  MeasuredModel(BenchmarkModels.Form form, ExecutionTarget device) {
    this.form = form;
    this.device = device;
  }

  /** Returns the names of those that compute on the processor, or of all. */
  static String[] names(boolean cuda) {
    return Arrays.stream(values())
        .filter(model -> cuda || model.device == ExecutionTarget.CPU)
        .map(MeasuredModel::name)
        .toArray(String[]::new);
  }

  /** Returns why CUDA cannot be had, in one line; empty where it can. */
  static Optional<String> missingCuda() {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return Optional.of("this build of ONNX Runtime has none");
    }
    try {
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "alcedo")
          .setTelemetry(false); // what is amiss is known only where there is an environment
      try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0);
          SessionOptions settings = new SessionOptions()) {
        settings.addCUDA(cuda);
      }
      return Optional.empty();
    } catch (OrtException e) {
      return String.valueOf(e.getMessage())
          .lines()
          .findFirst()
          .or(() -> Optional.of("it does not say why"));
    }
  }

  /**
   * Opens the model for calls of so many rows, on one thread.
   *
   * @throws IllegalStateException if it does not compute where it should
   */
  OnnxModel open(BenchmarkModels models, int sliceRows) throws BundleException {
    OnnxModel model =
        OnnxModel.open(models.bundle(form), device, ModelOptions.DEFAULT.withSliceRows(sliceRows));
    if (model.degradation() != Degradation.NONE) {
      model.close();
      throw new IllegalStateException("A model computes where it is measured: model=" + this);
    }
    return model;
  }
}
