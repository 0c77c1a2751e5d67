package io.alcedo.model;

/** Where a model computes. Names stand in manifests and settings: renaming one breaks those. */
public enum ExecutionTarget {
  /** The host's processors; always there. */
  CPU,
  /**
   * An NVIDIA GPU through CUDA 12; where it cannot be had, a model opens on the CPU and says so.
   */
  CUDA
}
