package io.alcedo.training.monitor;

import java.util.Locale;

/**
 * A difference from earlier weeks that chance does not explain, in the hour in which it was first
 * seen. Immutable.
 *
 * @param feature its name, or {@link DriftMonitor#SCORE}
 * @param hour the hour's number since 1970 UTC
 * @param statistic what differs
 * @param comparison by how much
 * @param probability how likely chance alone makes as much of it
 */
public record DriftAlarm(
    String feature,
    long hour,
    Comparison.Statistic statistic,
    Comparison comparison,
    double probability) {

  /** Returns what happened, in words, with figures. */
  public String text() {
    String what =
        switch (statistic) {
          case SHIFT ->
              String.format(
                  Locale.ROOT,
                  "values are %s: shift=%.3f, median=%.4g, usual=%.4g",
                  comparison.shift() > 0 ? "larger" : "smaller",
                  comparison.shift(),
                  comparison.median(),
                  comparison.usualMedian());
          case MISSING ->
              String.format(
                  Locale.ROOT,
                  "%s vectors lack a value: difference=%.3f",
                  comparison.missing() > 0 ? "more" : "fewer",
                  comparison.missing());
          case PSI ->
              String.format(Locale.ROOT, "values are spread otherwise: psi=%.3f", comparison.psi());
        };
    return String.format(
        Locale.ROOT, "%s: %s, hours=%d, p=%.1e", feature, what, comparison.hours(), probability);
  }
}
