package io.alcedo.training.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values lie along a side of a chart.
 *
 * @param title what the values are
 * @param from the value at the start
 * @param to the value at the end
 * @param logOdds whether log-odds are spaced evenly, not the values themselves
 * @param ticks the values to mark
 */
record Axis(String title, double from, double to, boolean logOdds, List<Double> ticks) {
  private static final double NARROWEST = 1e-9;
  private static final int MOST_TICKS = 6;

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** Shares from 0 to 1. */
  static Axis shares(String title) {
    return new Axis(title, 0, 1, false, List.of(0d, 0.2, 0.4, 0.6, 0.8, 1d));
  }

  /** Probabilities, those near 0 and near 1 drawn apart. */
  static Axis probabilities(String title) {
    return new Axis(title, 1e-4, 1 - 1e-4, true, List.of(0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999));
  }

  /** Values from 0, or from the lowest where it is less, with round ticks. */
  static Axis upTo(String title, double lowest, double highest) {
    double low = Math.min(0, lowest);
    double high = Math.max(low + NARROWEST, highest);
    double step = roundStep((high - low) / (MOST_TICKS - 1));
    double from = Math.floor(low / step) * step;
    List<Double> ticks = new ArrayList<>();
    int last = (int) Math.ceil((high - from) / step - NARROWEST);
    for (int i = 0; i <= last; i++) {
      ticks.add(from + i * step);
    }
    return new Axis(title, from, ticks.get(last), false, ticks);
  }

  /** Returns where a value lies: 0 at the start, 1 at the end, and never beyond. */
  double share(double value) {
    double place = (scaled(value) - scaled(from)) / (scaled(to) - scaled(from));
    return Math.max(0, Math.min(1, place));
  }

  /** Returns a tick's label. */
  String label(double tick, boolean percent) {
    if (!percent) {
      return plain(Math.abs(tick) < NARROWEST ? 0 : tick);
    }
    return plain(tick * 100) + " %";
  }

  private double scaled(double value) {
    if (!logOdds) {
      return value;
    }
    double probability = Math.max(NARROWEST, Math.min(1 - NARROWEST, value));
    return Math.log(probability / (1 - probability));
  }

  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - NARROWEST)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String plain(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
