package io.alcedo.training.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What resampling says of how far a figure can be trusted.
 *
 * @param low the lower end
 * @param high the upper end
 * @param deviation the standard deviation over the resamples
 */
public record Interval(double low, double high, double deviation) {
  /**
   * Returns the percentile interval.
   *
   * @param values the figure in each resample
   * @return null where there is no finite value
   */
  static @Nullable Interval percentile(double[] values, double confidence) {
    double[] sorted = finite(values);
    if (sorted.length == 0) {
      return null;
    }
    double tail = (1 - confidence) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail), deviation(sorted));
  }

  /**
   * Returns this interval mirrored at the value itself, as is right for a figure that noise raises:
   * as far as a resample lies above the value, the value lies above the truth.
   */
  Interval mirroredAt(double value) {
    return new Interval(Math.max(0, 2 * value - high), Math.max(0, 2 * value - low), deviation);
  }

  /** Returns the finite ones of the values, sorted. */
  static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
  }

  /** Returns a quantile, between two values in proportion. */
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }
}
