package io.alcedo.scoring.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What is told of the guard over promoted models. Thread-safe. */
public final class GuardMetrics {
  private final Counter rollbacks;
  private final Counter failures;
  private final CounterDataPoint alarms;
  private final GaugeDataPoint alarm;

  GuardMetrics(PrometheusRegistry registry) {
    rollbacks =
        Counter.builder()
            .name("alcedo_guard_rollbacks")
            .help("Promoted models that were rolled back by themselves, by reason.")
            .labelNames("reason")
            .register(registry);
    failures =
        Counter.builder()
            .name("alcedo_guard_rollback_failures")
            .help("Rollbacks that could not be made, by why.")
            .labelNames("cause")
            .register(registry);
    alarms =
        Counter.builder()
            .name("alcedo_attack_alarms")
            .help(
                "Times at which a promoted model and the one before both began to score otherwise than each did before.")
            .register(registry)
            .labelValues();
    alarm =
        Gauge.builder()
            .name("alcedo_attack_alarm")
            .help(
                "Whether a promoted model and the one before both score otherwise than each did before, 1 or 0: the transactions have changed, not the model.")
            .register(registry)
            .labelValues();
  }

  /**
   * Counts rollbacks.
   *
   * @param reason the name of the fault, of which there is a closed set
   */
  public CounterDataPoint rollbacks(String reason) {
    return rollbacks.labelValues(reason);
  }

  /**
   * Counts rollbacks that could not be made.
   *
   * @param cause {@code refused} or {@code unreachable}
   */
  public CounterDataPoint failures(String cause) {
    return failures.labelValues(cause);
  }

  /** Counts the beginnings of attacks. */
  public CounterDataPoint alarms() {
    return alarms;
  }

  /** Shows whether there is one. */
  public GaugeDataPoint alarm() {
    return alarm;
  }
}
