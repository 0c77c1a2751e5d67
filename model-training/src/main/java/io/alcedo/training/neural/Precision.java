package io.alcedo.training.neural;

/** In which numbers a network learns; the names are those of the setting. */
public enum Precision {
  /** Everything in 32-bit floats. */
  SINGLE,
  /**
   * Layers multiply in 16-bit floats, which is faster on a CUDA device; weights, loss and steps
   * stay in 32-bit floats, and the loss is scaled (Micikevicius and others, 2018).
   */
  MIXED
}
