package io.alcedo.training.neural;

/**
 * The factor by which slopes are enlarged on their way back through layers in 16-bit floats, so
 * that small ones do not become zero. It falls to half where something overflowed, and doubles
 * after many steps where nothing did. In 32-bit floats it stays 1. For one thread.
 */
final class LossScale {
  private static final double FIRST = 1 << 14;
  private static final double MOST = 1 << 20;
  private static final int STEPS_TO_GROW = 200;

  private final boolean scales;
  private double factor;
  private int steps;

  LossScale(Precision precision) {
    scales = precision == Precision.MIXED;
    factor = scales ? FIRST : 1;
  }

  double factor() {
    return factor;
  }

  /** Takes note of a step without overflow. */
  void held() {
    if (scales && ++steps % STEPS_TO_GROW == 0) {
      factor = Math.min(MOST, factor * 2);
    }
  }

  /** Takes note of an overflow, and tells whether a smaller factor is worth a try. */
  boolean overflowed() {
    steps = 0;
    factor /= 2;
    return scales && factor >= 1;
  }
}
