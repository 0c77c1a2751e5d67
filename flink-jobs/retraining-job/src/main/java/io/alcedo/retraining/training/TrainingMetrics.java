package io.alcedo.retraining.training;

import io.alcedo.operations.metrics.ProcessMetrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/**
 * The catalogue of the metrics of runs. One instance a process, so that counters survive restarts
 * of the job. Thread-safe.
 */
public final class TrainingMetrics {
  private final Gauge phase;
  private final Gauge progress;
  private final Counter runs;
  private final Counter stumbles;

  /**
   * Registers all metrics in a registry.
   *
   * @param registry takes the metrics; no other instance may share it
   */
  public TrainingMetrics(PrometheusRegistry registry) {
    phase =
        Gauge.builder()
            .name("alcedo_training_phase")
            .help("1 for what the open run is at, 0 for the others; idle where none is open.")
            .labelNames("phase")
            .register(registry);
    progress =
        Gauge.builder()
            .name("alcedo_training_progress_ratio")
            .help("How far the open run has come in its phase, 0 to 1.")
            .register(registry);
    runs =
        Counter.builder()
            .name("alcedo_training_runs")
            .help("Runs that ended, by what became of them.")
            .labelNames("result")
            .register(registry);
    stumbles =
        Counter.builder()
            .name("alcedo_training_stumbles")
            .help("Times that something did not answer, so that a run goes on later.")
            .register(registry);
    for (RunEnd.Result result : RunEnd.Result.values()) {
      runs.labelValues(label(result));
    }
  }

  /** Returns the metrics of this process. */
  public static TrainingMetrics ofProcess() {
    return OfProcess.INSTANCE;
  }

  /**
   * Registers the catalogue with a data point of every metric, so that a reference page can be made
   * of the registry.
   */
  public static void catalogue(PrometheusRegistry registry) {
    new TrainingMetrics(registry).phase(TrainingPhase.IDLE, 0);
  }

  /** Says what the open run is at and how far it has come in that. */
  void phase(TrainingPhase at, double share) {
    for (TrainingPhase one : TrainingPhase.values()) {
      phase.labelValues(one.label()).set(one == at ? 1 : 0);
    }
    progress.set(share);
  }

  /** Counts a run that ended. */
  void ended(RunEnd.Result result) {
    runs.labelValues(label(result)).inc();
  }

  /** Counts a run that goes on later. */
  void stumbled() {
    stumbles.inc();
  }

  private static String label(RunEnd.Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  /** Creates the process's instance when it is first asked for. */
  private static final class OfProcess {
    private static final TrainingMetrics INSTANCE =
        new TrainingMetrics(ProcessMetrics.get().registry());

    private OfProcess() {}
  }
}
