package io.alcedo.training.monitor;

/**
 * When a difference is an alarm.
 *
 * @param falseAlarms how many alarms are expected in 30 days in which nothing changes, over all
 *     features, statistics and windows together
 * @param leastShift the smallest {@link Comparison#shift} worth an alarm, either way
 * @param leastMissing the smallest {@link Comparison#missing} worth an alarm, either way
 * @param leastPsi the smallest {@link Comparison#psi} worth an alarm
 */
public record DriftSettings(
    double falseAlarms, double leastShift, double leastMissing, double leastPsi) {
  private static final double HOURS = 30 * 24;
  private static final int TESTS = 6;

  /** Checks the ranges. */
  public DriftSettings {
    check(falseAlarms > 0, "falseAlarms is above 0", falseAlarms);
    check(leastShift >= 0 && leastShift < 0.5, "leastShift is 0 to 0.5", leastShift);
    check(leastMissing >= 0 && leastMissing < 1, "leastMissing is 0 to 1", leastMissing);
    check(leastPsi >= 0, "leastPsi is at least 0", leastPsi);
  }

  /** Half a false alarm in 30 days, so that one in 30 days is kept with room. */
  public static DriftSettings standard() {
    return new DriftSettings(0.5, 0.01, 0.01, 0.02);
  }

  /** Returns the part of the budget that one test of one feature in one hour may spend. */
  double level(int features) {
    return falseAlarms / (HOURS * TESTS * features);
  }

  /** Returns whether a figure is large enough to matter. */
  boolean matters(Comparison.Statistic statistic, Comparison comparison) {
    double figure = statistic.of(comparison);
    return switch (statistic) {
      case SHIFT -> Math.abs(figure) >= leastShift;
      case MISSING -> Math.abs(figure) >= leastMissing;
      case PSI -> figure >= leastPsi;
    };
  }

  private static void check(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": value=" + value);
    }
  }
}
