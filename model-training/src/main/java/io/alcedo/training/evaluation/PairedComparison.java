package io.alcedo.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a challenger differs from a champion on the same rows under the same resamples: what makes
 * the rows hard falls on both alike and drops out of the difference. Immutable.
 *
 * @param settings how the rows were judged
 * @param differences one of each {@link Figure}, in their order
 */
public record PairedComparison(EvaluationSettings settings, List<Difference> differences) {
  /** Copies the list. */
  public PairedComparison {
    differences = List.copyOf(differences);
  }

  /** Returns the difference in a figure. */
  public Difference difference(Figure figure) {
    return differences.get(figure.ordinal());
  }

  /**
   * Makes a comparison of figures, the champion's before the challenger's.
   *
   * @param values as they are
   * @param resampled in each resample
   */
  static PairedComparison of(EvaluationSettings settings, double[] values, double[][] resampled) {
    int width = Figure.values().length;
    List<Difference> differences = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      int place = figure.ordinal();
      double[] first = Bootstrap.column(resampled, place);
      double[] second = Bootstrap.column(resampled, width + place);
      Arrays.setAll(second, i -> second[i] - first[i]);
      differences.add(
          new Difference(
              figure,
              values[place],
              values[width + place],
              Interval.percentile(second, settings.confidence()),
              new Distribution(Interval.finite(second))));
    }
    return new PairedComparison(settings, differences);
  }

  /**
   * The difference in one figure.
   *
   * @param champion the champion's value
   * @param challenger the challenger's value
   * @param interval of the challenger's less the champion's, null where rows were not resampled
   * @param resampled the challenger's less the champion's in the resamples
   */
  public record Difference(
      Figure figure,
      double champion,
      double challenger,
      @Nullable Interval interval,
      Distribution resampled) {
    /** Returns the challenger's value less the champion's. */
    public double value() {
      return challenger - champion;
    }

    /**
     * Returns the share of resamples in which the challenger is better, an equal one counting half;
     * NaN where rows were not resampled or no value of the figure is better than another.
     */
    public double shareBetter() {
      return switch (figure.better()) {
        case HIGHER -> resampled.shareAbove(0);
        case LOWER -> 1 - resampled.shareAbove(0);
        case NEITHER -> Double.NaN;
      };
    }
  }

  /** Differences over resamples, in order. Immutable. */
  public static final class Distribution {
    private final double[] sorted;

    Distribution(double[] sorted) {
      this.sorted = sorted;
    }

    /** Returns the number of resamples in which there is a difference. */
    public int size() {
      return sorted.length;
    }

    /** Returns the share of differences above a value, an equal one counting half; NaN if none. */
    public double shareAbove(double value) {
      double above = 0;
      for (double one : sorted) {
        above += one > value ? 1 : one == value ? 0.5 : 0;
      }
      return above / sorted.length;
    }

    /** Returns the difference that this share lies below, 0 to 1; NaN if there is none. */
    public double quantile(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A share is 0 to 1: share=" + share);
      }
      return sorted.length == 0 ? Double.NaN : Interval.quantile(sorted, share);
    }
  }
}
