package io.alcedo.scoring.metrics;

import io.alcedo.schema.Decision;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the loaded model: which one, how old, which of its features are missing, and from
 * which scores it alerts. Thread-safe.
 */
public final class ModelMetrics {
  private final InstantSource clock;
  private final Info info;
  private final Gauge thresholds;
  private volatile @Nullable Loaded loaded;

  /** The model that scores. */
  private record Loaded(String name, String version, Instant createdAt, MissingFeatures missing) {}

  ModelMetrics(PrometheusRegistry registry, InstantSource clock) {
    this.clock = clock;
    info =
        Info.builder()
            .name("alcedo_model_info")
            .help("The model that scores, always 1.")
            .labelNames("name", "version")
            .register(registry);
    GaugeWithCallback.builder()
        .name("alcedo_model_age_seconds")
        .help("Time since the model that scores was made.")
        .callback(this::age)
        .register(registry);
    GaugeWithCallback.builder()
        .name("alcedo_feature_missing_ratio")
        .help("Share of recent vectors in which a feature of the model had no value.")
        .labelNames("feature")
        .callback(this::ratios)
        .register(registry);
    thresholds =
        Gauge.builder()
            .name("alcedo_alert_threshold")
            .help(
                "The score from which the latest transaction of a subtask was to be reviewed or"
                    + " declined, by subtask and decision.")
            .labelNames("subtask", "decision")
            .register(registry);
  }

  /**
   * Shows the score from which a decision is made.
   *
   * @param decision REVIEW or DECLINE
   */
  public GaugeDataPoint threshold(int subtask, Decision decision) {
    return thresholds.labelValues(Integer.toString(subtask), decision.name());
  }

  /**
   * Tells which model scores from now on; the same model told again changes nothing.
   *
   * @param createdAt when the model was made
   * @param features its features, in the order of its vectors
   * @return counts vectors in which they are missing
   */
  public synchronized MissingFeatures loaded(
      String name, String version, Instant createdAt, List<String> features) {
    Loaded before = loaded;
    if (before != null
        && before.name().equals(name)
        && before.version().equals(version)
        && before.missing().features().equals(features)) {
      return before.missing();
    }
    MissingFeatures missing = new MissingFeatures(features);
    loaded = new Loaded(name, version, createdAt, missing);
    info.setLabelValues(name, version);
    return missing;
  }

  private void age(GaugeWithCallback.Callback callback) {
    Loaded model = loaded;
    if (model != null) {
      callback.call(Duration.between(model.createdAt(), clock.instant()).toMillis() / 1000.0);
    }
  }

  private void ratios(GaugeWithCallback.Callback callback) {
    Loaded model = loaded;
    if (model != null) {
      double[] ratios = model.missing().ratios();
      for (int i = 0; i < ratios.length; i++) {
        callback.call(ratios[i], model.missing().features().get(i));
      }
    }
  }
}
