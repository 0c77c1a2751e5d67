package io.alcedo.local.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long things take on the traffic's own clock, which runs as fast as transactions come: the
 * delays of verdicts are those of the traffic, in its days; so are maturity, history and the gate's
 * window here, shorter than anyone would run with, so that all of it fits into two minutes.
 *
 * @param daysPerSecond how many days of the traffic's clock pass in a second
 * @param afterLabels so many labels make a training due
 */
record LearningPace(double daysPerSecond, long afterLabels) {
  /** Most verdicts have come by then: half the frauds are reported within half a day. */
  static final Duration MATURITY = Duration.ofDays(2);

  /** What a training takes, of what has matured; it is due when the change is as long ago. */
  static final Duration HISTORY = Duration.ofDays(5);

  /** The matured labels that a challenger is judged by. */
  static final Duration WINDOW = Duration.ofDays(3);

  /**
   * Reports that agree with earlier ones make no label, and labels count once they are in files.
   */
  private static final double LABELS_A_REPORT = 0.55;

  /** A patient ring raises fewer alerts, so that there is less to report. */
  private static final double LATER_LABELS_A_REPORT = 0.4;

  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  /**
   * Returns the pace of a stream: a training is due when the pattern has changed for as long as it
   * looks back, by the reports that came so far.
   *
   * @param millisPerTransaction on the traffic's clock
   * @param rate transactions a second from now on
   * @param sent transactions so far
   * @param reports on them so far
   */
  static LearningPace of(double millisPerTransaction, double rate, long sent, long reports) {
    double daysPerSecond = rate * millisPerTransaction / DAY_MILLIS;
    double reportsADay = reports / Math.max(1e-9, sent * millisPerTransaction / DAY_MILLIS);
    double daysUntil =
        Learning.BEFORE_CHANGE.toSeconds() * daysPerSecond + HISTORY.minus(MATURITY).toDays();
    double labels = LABELS_A_REPORT * reports + LATER_LABELS_A_REPORT * reportsADay * daysUntil;
    return new LearningPace(daysPerSecond, Math.max(100, Math.round(labels)));
  }

  /** Returns the settings of the learning job. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("learning.maturity", MATURITY.toDays() + "d");
    settings.put("learning.history", HISTORY.toDays() + "d");
    settings.put("learning.retrain_after_labels", Long.toString(afterLabels));
    settings.put("learning.retrain_pause", 2 * HISTORY.toDays() + "d");
    // Labels that begin to come are a drift of what is known of fraud: the circle waits for enough.
    settings.put("learning.retrain_on_drift", "false");
    settings.put("learning.genuine_when", "approved");
    settings.put("gate.window", WINDOW.toDays() + "d");
    settings.put("gate.looks", "1");
    settings.put("gate.min_frauds", "100");
    // A day of validation has a hundred frauds: a probability is no better known than that.
    settings.put("gate.calibration", "0.6");
    return settings;
  }

  /** Returns what a person should know of it. */
  String words() {
    return String.format(
        Locale.ROOT,
        "a second is %.1f hours of the traffic's clock; a label matures after %d days, a training"
            + " takes %d days and is due after %,d labels, the gate judges by %d days",
        daysPerSecond * 24,
        MATURITY.toDays(),
        HISTORY.toDays(),
        afterLabels,
        WINDOW.toDays());
  }
}
