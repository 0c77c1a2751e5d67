package io.alcedo.operations.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * What a process shows of itself: the registry in which each job registers its catalogue of
 * metrics, and its readiness. One instance a process lives as long as the process, so that counters
 * survive restarts of jobs. Thread-safe.
 */
public final class ProcessMetrics {
  private final PrometheusRegistry registry;
  private final Readiness readiness = new Readiness();

  /**
   * Registers what every process shows.
   *
   * @param registry takes the metrics; no other instance may share it
   */
  public ProcessMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    GaugeWithCallback.builder()
        .name("alcedo_ready")
        .help(
            "Whether all is there that the process needs, such as a loaded model and its sources, 1 or"
                + " 0.")
        .callback(callback -> callback.call(readiness.missing().isEmpty() ? 1 : 0))
        .register(registry);
  }

  /** Returns the metrics of this process. */
  public static ProcessMetrics get() {
    return OfProcess.INSTANCE;
  }

  /** Returns the registry that a metrics page shows. */
  public PrometheusRegistry registry() {
    return registry;
  }

  /** Returns what the process needs before it is ready, and how much of it is there. */
  public Readiness readiness() {
    return readiness;
  }

  /** Creates the process's instance when it is first asked for. */
  private static final class OfProcess {
    private static final ProcessMetrics INSTANCE = create();

    private OfProcess() {}

    private static ProcessMetrics create() {
      PrometheusRegistry registry = new PrometheusRegistry();
      JvmMetrics.builder().register(registry);
      return new ProcessMetrics(registry);
    }
  }
}
