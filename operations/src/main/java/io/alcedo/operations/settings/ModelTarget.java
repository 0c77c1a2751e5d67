package io.alcedo.operations.settings;

/** Where the model runs. */
public enum ModelTarget {
  /** On the processor. */
  CPU,
  /** On an NVIDIA GPU. */
  CUDA
}
