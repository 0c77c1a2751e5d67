package io.alcedo.retraining.monitoring;

import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.training.monitor.Comparison;
import io.alcedo.training.monitor.Estimate;
import io.alcedo.training.monitor.ModelQuality;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;

/**
 * The catalogue of the metrics of drift and quality. One instance a process, so that counters
 * survive restarts of the job. No label ever holds a card, a customer or a transaction.
 * Thread-safe.
 */
public final class MonitoringMetrics {
  private final Gauge psi;
  private final Gauge shift;
  private final Gauge missing;
  private final Gauge open;
  private final Counter alarms;
  private final Counter late;
  private final Gauge comparedUntil;
  private final Gauge precision;
  private final Gauge recall;
  private final Gauge calibration;

  /**
   * Registers all metrics in a registry.
   *
   * @param registry takes the metrics; no other instance may share it
   */
  public MonitoringMetrics(PrometheusRegistry registry) {
    psi =
        gauge(
            registry,
            "alcedo_drift_psi",
            "Population stability index of the last six hours against the same hours of earlier weeks, by feature.",
            "feature");
    shift =
        gauge(
            registry,
            "alcedo_drift_shift",
            "Probability that a value of the last six hours is above one of the same hours of earlier weeks, less a half, by feature.",
            "feature");
    missing =
        gauge(
            registry,
            "alcedo_drift_missing",
            "Share of vectors without a value in the last six hours, less that of the same hours of earlier weeks, by feature.",
            "feature");
    open =
        gauge(
            registry,
            "alcedo_drift_alarm_open",
            "Whether a feature's drift alarm is open, 1 or 0.",
            "feature");
    alarms =
        counter(registry, "alcedo_drift_alarms", "Drift alarms raised, by feature.", "feature");
    late =
        counter(
            registry,
            "alcedo_drift_late_vectors",
            "Vectors that came after their hour had been compared, and count for no drift.");
    comparedUntil =
        gauge(
            registry,
            "alcedo_drift_compared_until_seconds",
            "End of the last hour that was compared, in seconds since 1970 UTC.");
    precision =
        gauge(
            registry,
            "alcedo_alert_precision",
            "Share of frauds among alerts with a verdict, on the last 28 mature days, by version and bound: value, and low and high of its 95 % interval.",
            "version",
            "bound");
    recall =
        gauge(
            registry,
            "alcedo_alert_recall",
            "Share of known frauds that were alerted on, on the last 28 mature days, by version and bound.",
            "version",
            "bound");
    calibration =
        gauge(
            registry,
            "alcedo_calibration_ratio",
            "Known frauds over expected ones among transactions that were not declined, on the last 28 mature days, by version and bound; 1 is calibrated.",
            "version",
            "bound");
  }

  /** Returns the metrics of this process. */
  public static MonitoringMetrics ofProcess() {
    return OfProcess.INSTANCE;
  }

  /**
   * Registers the catalogue with a data point of every metric, so that a reference page can be made
   * of the registry.
   */
  public static void catalogue(PrometheusRegistry registry) {
    MonitoringMetrics metrics = new MonitoringMetrics(registry);
    for (Gauge gauge : List.of(metrics.psi, metrics.shift, metrics.missing, metrics.open)) {
      gauge.labelValues("feature");
    }
    metrics.alarms.labelValues("feature");
    for (Gauge gauge : List.of(metrics.precision, metrics.recall, metrics.calibration)) {
      gauge.labelValues("version", "value");
    }
  }

  /**
   * Shows how features differ.
   *
   * @param latest the last comparison of each feature, by its name in the feature set
   * @param openAlarms the features with an open alarm
   * @param until the end of the last hour compared, in milliseconds since 1970 UTC
   */
  void drift(Map<String, Comparison> latest, List<String> openAlarms, long until) {
    for (Gauge gauge : List.of(psi, shift, missing, open)) {
      gauge.clear();
    }
    latest.forEach(
        (feature, comparison) -> {
          psi.labelValues(feature).set(comparison.psi());
          shift.labelValues(feature).set(comparison.shift());
          missing.labelValues(feature).set(comparison.missing());
          open.labelValues(feature).set(openAlarms.contains(feature) ? 1 : 0);
        });
    comparedUntil.set(until / 1000.0);
  }

  /** Shows how good versions are. */
  void quality(List<ModelQuality> qualities) {
    for (Gauge gauge : List.of(precision, recall, calibration)) {
      gauge.clear();
    }
    for (ModelQuality quality : qualities) {
      set(precision, quality.version(), quality.precision());
      set(recall, quality.version(), quality.recall());
      set(calibration, quality.version(), quality.calibration());
    }
  }

  /** Counts an alarm. */
  void alarm(String feature) {
    alarms.labelValues(feature).inc();
  }

  /** Counts vectors that came too late. */
  void late(long vectors) {
    late.inc(vectors);
  }

  private static void set(Gauge gauge, String version, Estimate estimate) {
    gauge.labelValues(version, "value").set(estimate.value());
    gauge.labelValues(version, "low").set(estimate.low());
    gauge.labelValues(version, "high").set(estimate.high());
  }

  private static Gauge gauge(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  /** Creates the process's instance when it is first asked for. */
  private static final class OfProcess {
    private static final MonitoringMetrics INSTANCE =
        new MonitoringMetrics(ProcessMetrics.get().registry());

    private OfProcess() {}
  }
}
