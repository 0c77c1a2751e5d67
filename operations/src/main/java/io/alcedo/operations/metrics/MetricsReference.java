package io.alcedo.operations.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the reference page of all metrics, in Markdown, from the catalogues of all jobs.
 * Stateless.
 */
public final class MetricsReference {
  private static final String HEAD =
      """
      # Metrics

      All metrics, generated from the code. Each task manager shows them at \
      `/metrics` on the port of the setting `metrics.port`, beside `/health` and `/ready`; they \
      live as long as the process, so restarts of the job leave no gap. Histograms have classic \
      buckets in the text format, and native ones too for a Prometheus that scrapes Protobuf. No \
      label ever holds a card, a customer or a transaction. The JVM's own metrics (`jvm_...`) are \
      on the same page.

      Flink's own metrics (checkpoints, back-pressure, Kafka's lag; `flink_jobmanager_...` and \
      `flink_taskmanager_...`) are at `/metrics` on the port of the setting `metrics.flink_port`, \
      as Flink's Prometheus reporter writes them, where `alcedo score` or `alcedo learn` runs \
      the job. Those of tasks begin anew with each attempt of the job: build alerts on those below. A cluster of \
      yours shows them by its own settings: `metrics.reporter.prom.factory.class: \
      org.apache.flink.metrics.prometheus.PrometheusReporterFactory`.

      | metric | type | labels | what it tells |
      |---|---|---|---|
      """;

  private MetricsReference() {}

  /**
   * Returns the page.
   *
   * @param registry holds all metrics, each with a data point that has its labels
   */
  public static String markdown(PrometheusRegistry registry) {
    TreeMap<String, String> rows = new TreeMap<>();
    for (MetricSnapshot snapshot : registry.scrape()) {
      String name = snapshot.getMetadata().getPrometheusName() + suffix(snapshot);
      rows.put(name, row(name, snapshot));
    }
    return HEAD + String.join("", rows.values());
  }

  private static String row(String name, MetricSnapshot snapshot) {
    String labels =
        snapshot.getDataPoints().stream()
            .flatMap(point -> point.getLabels().stream())
            .map(label -> "`" + label.getName() + "`")
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return "| `"
        + name
        + "` | "
        + type(snapshot)
        + " | "
        + labels
        + " | "
        + snapshot.getMetadata().getHelp()
        + " |\n";
  }

  private static String suffix(MetricSnapshot snapshot) {
    if (snapshot instanceof CounterSnapshot) {
      return "_total";
    }
    return snapshot instanceof InfoSnapshot ? "_info" : "";
  }

  private static String type(MetricSnapshot snapshot) {
    if (snapshot instanceof CounterSnapshot) {
      return "counter";
    }
    return snapshot instanceof HistogramSnapshot ? "histogram" : "gauge";
  }
}
