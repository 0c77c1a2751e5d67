package io.alcedo.scoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.PortRange;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:01:40Z");

  private final ProcessMetrics process = process();
  private final ScoringMetrics metrics =
      new ScoringMetrics(process.registry(), InstantSource.fixed(NOW));
  private MetricsPage page;

  private static ProcessMetrics process() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    return new ProcessMetrics(registry);
  }

  @BeforeEach
  void start() throws IOException {
    page = MetricsPage.start(process, new PortRange(0, 0), "127.0.0.1");
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void showsWhatWasCounted() throws Exception {
    touchAll();

    String body = get("/metrics").body();

    assertThat(body.lines())
        .contains(
            "alcedo_transactions_total{outcome=\"scored\"} 2.0",
            "alcedo_transactions_total{outcome=\"duplicate\"} 0.0",
            "alcedo_dead_letters_total{code=\"UNDECODABLE\"} 1.0",
            "alcedo_degraded_decisions_total{kind=\"MODEL_LATE\"} 1.0",
            "alcedo_degraded_decisions_total{kind=\"MODEL_FAILED\"} 0.0",
            "alcedo_decisions_total{decision=\"REVIEW\",source=\"FALLBACK\"} 1.0",
            "alcedo_event_to_decision_seconds_bucket{le=\"0.025\"} 1",
            "alcedo_event_to_decision_seconds_count 1",
            "alcedo_inference_seconds_count 1",
            "alcedo_batch_rows_bucket{le=\"8.0\"} 1",
            "alcedo_queue_length{subtask=\"1\"} 12.0",
            "alcedo_model_info{name=\"cards\",version=\"v2\"} 1",
            "alcedo_model_age_seconds 100.0",
            "alcedo_feature_missing_ratio{feature=\"a\"} 0.25",
            "alcedo_feature_missing_ratio{feature=\"b\"} 0.0",
            "alcedo_dropped_signals_total 3.0",
            "alcedo_ready 0.0");
    assertThat(body).doesNotContain("version=\"v1\"").contains("jvm_memory_used_bytes");
  }

  @Test
  void isReadyOnceModelAndSourcesAreThere() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).isEqualTo("missing: model-loaded, sources-assigned\n");

    Readiness.Hold model = process.readiness().hold(Readiness.Condition.MODEL_LOADED);
    Readiness.Hold second = process.readiness().hold(Readiness.Condition.MODEL_LOADED);
    process.readiness().hold(Readiness.Condition.SOURCES_ASSIGNED);
    assertThat(get("/ready").statusCode()).isEqualTo(200);

    model.close();
    model.close();
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    second.close();
    assertThat(get("/ready").body()).isEqualTo("missing: model-loaded\n");
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void takesTheFirstFreePortOfTheRange() throws Exception {
    int taken = page.port();
    assertThatThrownBy(() -> MetricsPage.start(process, new PortRange(taken, taken), "127.0.0.1"))
        .isInstanceOf(IOException.class)
        .hasMessage("A port for the metrics page is free: address=127.0.0.1, ports=" + taken);
  }

  @Test
  void promtoolFindsNothing() throws Exception {
    Path promtool = onPath("promtool");
    assumeTrue(promtool != null, "promtool (Debian package prometheus) is not on the PATH");
    touchAll();
    Path body = Files.createTempFile("metrics", ".txt");
    Path output = Files.createTempFile("promtool", ".txt");
    try {
      Files.writeString(body, get("/metrics").body());
      Process process =
          new ProcessBuilder(promtool.toString(), "check", "metrics")
              .redirectInput(body.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(output)).isEmpty();
      assertThat(process.exitValue()).isZero();
    } finally {
      Files.delete(body);
      Files.delete(output);
    }
  }

  private void touchAll() {
    metrics.transactions(TransactionOutcome.SCORED).inc(2);
    metrics.deadLetters("UNDECODABLE").inc();
    metrics.updates("label").inc();
    metrics.degraded(Degradation.MODEL_LATE).inc();
    metrics.decisions(Decision.REVIEW, DecisionSource.FALLBACK).inc();
    metrics.eventToDecision().observe(0.02);
    metrics.inference().observe(0.000_1);
    metrics.batchRows().observe(7);
    metrics.queueLength(1).set(12);
    metrics.droppedSignals().inc(3);
    metrics.model().loaded("cards", "v1", NOW, List.of("a"));
    metrics
        .model()
        .loaded("cards", "v2", NOW.minusSeconds(100), List.of("a", "b"))
        .add(new int[] {1, 0}, 4);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            java.net.http.HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + page.port() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static Path onPath(String program) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      Path file = Path.of(directory, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }
}
