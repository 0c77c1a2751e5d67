package io.alcedo.training.gate;

/**
 * A look at a challenger that was taken.
 *
 * @param fraction the share of the labels that had come, above 1 where more than planned
 * @param spent the probability of error that it spent
 */
public record GateLook(double fraction, double spent) {
  /** Checks the ranges. */
  public GateLook {
    if (!(fraction > 0) || !(spent >= 0 && spent < 1)) {
      throw new IllegalArgumentException(
          "A look is at a fraction above 0 and spends 0 or more, below 1: fraction="
              + fraction
              + ", spent="
              + spent);
    }
  }
}
