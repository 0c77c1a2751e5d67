package io.alcedo.scoring.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What is told of models that come and go. Thread-safe. */
public final class SwapMetrics {
  /** What became of a roster in a score operator; the names in lower case are labels. */
  public enum Result {
    /** Its active model decides now. */
    SWAPPED,
    /** The active model stayed; others came or went. */
    CHANGED,
    /** Its active model was refused: another one decides. */
    REFUSED
  }

  private final Counter swaps;
  private final Counter refusals;
  private final CounterDataPoint failures;
  private final CounterDataPoint shadowFailures;
  private final CounterDataPoint skippedShadows;
  private final GaugeDataPoint sessions;
  private final Gauge generation;

  SwapMetrics(PrometheusRegistry registry) {
    swaps =
        counter(
            registry,
            "alcedo_model_swaps",
            "Rosters that reached a score operator, by what became of them.",
            "result");
    for (Result result : Result.values()) {
      swaps(result);
    }
    refusals =
        counter(
            registry,
            "alcedo_model_refusals",
            "Models that an assignment named and that were refused, by code.",
            "code");
    Counter failed =
        counter(
            registry,
            "alcedo_model_failures",
            "Rows that a model failed to score, by what the model is there for.",
            "role");
    failures = failed.labelValues("deciding");
    shadowFailures = failed.labelValues("shadow");
    skippedShadows =
        counter(
                registry,
                "alcedo_skipped_shadow_scores",
                "Scores of shadows that were left out, since they took too long or too much waited.")
            .labelValues();
    sessions =
        Gauge.builder()
            .name("alcedo_model_sessions")
            .help("Model sessions that are open in this process.")
            .register(registry)
            .labelValues();
    generation =
        Gauge.builder()
            .name("alcedo_model_generation")
            .help("Generation of the assignment that a score operator follows, by subtask.")
            .labelNames("subtask")
            .register(registry);
  }

  /** Counts what became of a roster. */
  public CounterDataPoint swaps(Result result) {
    return swaps.labelValues(result.name().toLowerCase(java.util.Locale.ROOT));
  }

  /**
   * Counts refused models.
   *
   * @param code the code of the refusal, of which there is a closed set
   */
  public CounterDataPoint refusals(String code) {
    return refusals.labelValues(code);
  }

  /** Counts rows that a model failed to score that was to decide. */
  public CounterDataPoint failures() {
    return failures;
  }

  /** Counts rows that a shadow failed to score. */
  public CounterDataPoint shadowFailures() {
    return shadowFailures;
  }

  /** Counts scores of shadows that were left out. */
  public CounterDataPoint skippedShadows() {
    return skippedShadows;
  }

  /** Shows how many sessions are open. */
  public GaugeDataPoint sessions() {
    return sessions;
  }

  /** Shows the generation that a subtask follows. */
  public GaugeDataPoint generation(int subtask) {
    return generation.labelValues(Integer.toString(subtask));
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }
}
