package io.alcedo.local.demo;

import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.training.gate.GateJson;
import io.alcedo.training.gate.GateReport;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Watches how far the learning job is with its challenger: the phase and progress of a training by
 * the job's metrics, and the reports of the gate by the files that it leaves beside its bundles.
 * One thread only.
 */
final class Challenge {
  private static final String PHASE = "alcedo_training_phase";
  private static final String PROGRESS = "alcedo_training_progress_ratio";
  private static final String REPORT = ".gate.json";

  private final Path versions;
  private final Circle circle;
  private final Set<Path> read = new HashSet<>();
  private final List<GateReport> reports = new ArrayList<>();
  private String phase = "idle";

  /**
   * Begins to watch.
   *
   * @param versions the directory of a model's versions in the store
   */
  Challenge(Path versions, Circle circle) {
    this.versions = versions;
    this.circle = circle;
  }

  /** Returns the gate's reports so far, in the order in which they were found. */
  List<GateReport> reports() {
    return List.copyOf(reports);
  }

  /** Tells the circle what is new. */
  void look() throws IOException {
    String now = phase();
    if (!now.equals(phase)) {
      phase = now;
      if (now.equals("gather")) {
        circle.step("a training begins: it gathers vectors and verdicts");
      }
    }
    circle.progress(
        phase.equals("idle")
            ? null
            : phase.equals("wait") || phase.equals("look")
                ? "the challenger shadows until enough labels have matured"
                : String.format(Locale.ROOT, "training: %s %.0f %%", phase, 100 * progress()));
    for (Path file : files()) {
      if (read.add(file)) {
        report(GateJson.readReport(Files.readAllBytes(file)));
      }
    }
  }

  private void report(GateReport report) {
    reports.add(report);
    circle.step(
        String.format(
            Locale.ROOT,
            "the gate, on %,d matured labels with %,d frauds: average precision %.3f against %.3f: %s",
            report.rows().count(),
            report.rows().frauds(),
            report.gain().challenger(),
            report.gain().champion(),
            report.verdict().toString().toLowerCase(Locale.ROOT)));
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(versions)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.filter(file -> file.toString().endsWith(REPORT)).sorted().toList();
    }
  }

  private static String phase() {
    for (GaugeDataPointSnapshot point : points(PHASE)) {
      if (point.getValue() > 0) {
        return String.valueOf(point.getLabels().get("phase"));
      }
    }
    return "idle";
  }

  private static double progress() {
    return points(PROGRESS).stream().mapToDouble(GaugeDataPointSnapshot::getValue).sum();
  }

  private static List<GaugeDataPointSnapshot> points(String gauge) {
    for (MetricSnapshot snapshot : ProcessMetrics.get().registry().scrape(gauge::equals)) {
      if (snapshot instanceof GaugeSnapshot found) {
        return found.getDataPoints();
      }
    }
    return List.of();
  }
}
