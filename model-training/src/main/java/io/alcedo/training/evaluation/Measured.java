package io.alcedo.training.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it came out.
 *
 * @param figure which
 * @param value NaN where nothing is left of what it divides by
 * @param interval null where there is no value, or rows were not resampled
 */
public record Measured(Figure figure, double value, @Nullable Interval interval) {
  /** Returns a figure's value; NaN where it is not among these. */
  static double valueOf(List<Measured> measured, Figure figure) {
    for (Measured one : measured) {
      if (one.figure() == figure) {
        return one.value();
      }
    }
    return Double.NaN;
  }
}
