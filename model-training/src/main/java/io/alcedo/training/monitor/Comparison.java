package io.alcedo.training.monitor;

import org.jspecify.annotations.Nullable;

/**
 * How a feature's values of one hour, or of six, differ from those of the same hours of earlier
 * weeks. Immutable.
 *
 * @param hours how many hours are compared: 1 or 6
 * @param values how many values there were
 * @param shift how much likelier than even a value of now is above one of then, ties counted half:
 *     the probability of superiority less a half, −0.5 to 0.5 (Vargha and Delaney, "A Critique and
 *     Improvement of the CL Common Language Effect Size Statistics", 2000; half of Cliff's delta)
 * @param missing the share of vectors without a value, less what it was
 * @param psi the population stability index over at most ten bins with edges from the reference,
 *     about a tenth of the reference in each
 * @param median of now, in the middle of its bin; NaN where there is no value
 * @param usualMedian of then, likewise
 */
public record Comparison(
    int hours,
    long values,
    double shift,
    double missing,
    double psi,
    double median,
    double usualMedian) {

  /** What is compared; the order is that of stored state. */
  public enum Statistic {
    /** {@link Comparison#shift}: values became larger or smaller. */
    SHIFT,
    /** {@link Comparison#missing}: values went missing, or came. */
    MISSING,
    /** {@link Comparison#psi}: the spread of values is another. */
    PSI;

    /** Returns the figure of a comparison. */
    public double of(Comparison comparison) {
      return switch (this) {
        case SHIFT -> comparison.shift();
        case MISSING -> comparison.missing();
        case PSI -> comparison.psi();
      };
    }
  }

  /**
   * A comparison and what chance alone would make of it, were all vectors independent.
   *
   * @param shiftVariance the variance of the shift
   * @param missingVariance the variance of the difference of the missing shares
   * @param psiExpected the mean of the index; 0 where all values are in one bin
   */
  record Judged(
      Comparison comparison, double shiftVariance, double missingVariance, double psiExpected) {}

  /** The same hours of earlier weeks, mixed as the hours of now are. */
  static final class Reference {
    private static final int GROUPS = 10;

    /** So many vectors more or less are believed to be chance where the usual ones are few. */
    private static final double RARE = 4;

    private static final double SMOOTHING = 0.5;

    private final int hours;
    private final double[] shares = new double[ValueBins.COUNT];
    private @Nullable ValueCounts now;
    private double missing;
    private double inversePresent;
    private double inverseTotal;

    Reference(int hours) {
      this.hours = hours;
    }

    /**
     * Adds an hour.
     *
     * @param current its counts
     * @param usual the mean counts of the same hour of earlier weeks, not empty
     * @param weeks how many weeks that mean is worth
     */
    void add(ValueCounts current, ValueCounts usual, double weeks) {
      ValueCounts before = now;
      now = before == null ? current : before.plus(1, current, 1);
      double present = usual.present() > 0 ? current.present() : 0;
      if (present > 0) {
        usual.addShares(shares, present);
        inversePresent += present * present / (usual.present() * weeks);
      }
      missing += current.total() * usual.missingShare();
      inverseTotal += current.total() * current.total() / (usual.total() * weeks);
    }

    /** Compares; null where fewer vectors than stated came. */
    @Nullable Judged compare(double leastVectors) {
      ValueCounts current = now;
      if (current == null || current.total() < leastVectors) {
        return null;
      }
      double total = current.total();
      double usualMissing = missing / total;
      double rate = Math.min(0.5, Math.min(usualMissing, 1 - usualMissing) + RARE / total);
      double missingVariance = rate * (1 - rate) * (1 / total + inverseTotal / (total * total));
      double[] usual = normalised();
      double present = current.present();
      double[] mine = new double[ValueBins.COUNT];
      if (present > 0) {
        current.addShares(mine, 1);
      }
      boolean both = present >= leastVectors / 2 && usual.length > 0;
      double noise = 1 / present + inversePresent / (present * present);
      Comparison comparison =
          new Comparison(
              hours,
              (long) present,
              both ? shift(mine, usual) : 0,
              current.missingShare() - usualMissing,
              both ? psi(mine, usual, present) : 0,
              current.quantile(0.5),
              median(usual));
      return new Judged(
          comparison,
          both ? spread(usual, present) * noise : Double.NaN,
          missingVariance,
          both ? noise * (groups(usual).length - 1) : 0);
    }

    private double[] normalised() {
      double sum = 0;
      for (double share : shares) {
        sum += share;
      }
      if (sum == 0) {
        return new double[0];
      }
      double[] normal = new double[shares.length];
      for (int bin = 0; bin < normal.length; bin++) {
        normal[bin] = shares[bin] / sum;
      }
      return normal;
    }

    private static double shift(double[] mine, double[] usual) {
      double below = 0;
      double superiority = 0;
      for (int bin = 0; bin < mine.length; bin++) {
        superiority += mine[bin] * (below + usual[bin] / 2);
        below += usual[bin];
      }
      return superiority - 0.5;
    }

    /** The variance of a single value's place in the reference, which ties make smaller. */
    private static double spread(double[] usual, double values) {
      double ties = 0;
      for (double share : usual) {
        ties += share * share * share;
      }
      return Math.min(1, 1 - ties + 3 * RARE / values) / 12;
    }

    /** Returns the first bin behind each group. */
    private static int[] groups(double[] usual) {
      int[] ends = new int[GROUPS];
      int count = 0;
      double sum = 0;
      double next = 1.0 / GROUPS;
      for (int bin = 0; bin < usual.length; bin++) {
        sum += usual[bin];
        if (sum >= next - 1e-9 && count < GROUPS - 1 && sum < 1 - 1e-9) {
          ends[count++] = bin + 1;
          next = (Math.floor(sum * GROUPS + 1e-9) + 1) / GROUPS;
        }
      }
      ends[count++] = usual.length;
      return java.util.Arrays.copyOf(ends, count);
    }

    private static double psi(double[] mine, double[] usual, double values) {
      int[] ends = groups(usual);
      double index = 0;
      int bin = 0;
      for (int end : ends) {
        double actual = SMOOTHING / values;
        double expected = SMOOTHING / values;
        for (; bin < end; bin++) {
          actual += mine[bin];
          expected += usual[bin];
        }
        index += (actual - expected) * Math.log(actual / expected);
      }
      return index;
    }

    private static double median(double[] usual) {
      double sum = 0;
      for (int bin = 0; bin < usual.length; bin++) {
        sum += usual[bin];
        if (sum >= 0.5) {
          return ValueBins.middle(bin);
        }
      }
      return Double.NaN;
    }
  }
}
