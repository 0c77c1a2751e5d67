package io.alcedo.training.neural;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.trainer.Setting;

/**
 * Where a network learns, and in which numbers.
 *
 * @param device the processors, or a CUDA device, which must be there
 * @param precision mixed needs a CUDA device
 * @param threads native threads; results are the same for the same number of threads
 */
public record Hardware(ExecutionTarget device, Precision precision, int threads) {
  static final Setting<ExecutionTarget> DEVICE =
      Setting.choice(
          "device", ExecutionTarget.CPU, "where it learns; cuda is refused where there is none");
  static final Setting<Precision> PRECISION =
      Setting.choice(
          "precision",
          Precision.SINGLE,
          "mixed multiplies in 16-bit floats, and is refused without device=cuda");
  static final Setting<Integer> THREADS =
      Setting.integer(
          "threads",
          1,
          1,
          1_024,
          "native threads; results are the same for the same number; layers under some hundred neurons gain nothing from more");

  /** Checks every setting. */
  public Hardware {
    DEVICE.check(device);
    PRECISION.check(precision);
    THREADS.check(threads);
    if (precision == Precision.MIXED && device != ExecutionTarget.CUDA) {
      throw new IllegalArgumentException(
          "precision is mixed only with device=cuda: device=" + DEVICE.text(device));
    }
  }
}
