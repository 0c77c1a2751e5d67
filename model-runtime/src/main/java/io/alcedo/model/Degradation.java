package io.alcedo.model;

/** In what way an opened model falls short of what was asked for. */
public enum Degradation {
  /** The model computes where it was asked to. */
  NONE,
  /** CUDA was asked for and could not be had: the model computes on the CPU. */
  CPU_FALLBACK
}
