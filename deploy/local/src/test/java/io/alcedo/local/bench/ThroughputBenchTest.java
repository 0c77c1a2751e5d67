package io.alcedo.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.local.bench.ThroughputReport.Kind;
import io.alcedo.local.bench.ThroughputReport.Round;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputBenchTest {
  @TempDir Path directory;

  @Test
  void runsTheJobsInTurnAndAnswersEveryTransaction() throws Exception {
    ThroughputBench.Settings settings =
        new ThroughputBench.Settings(20_000, 2_000, 1, 1, 2, "card-payments");

    ThroughputReport report;
    try (ThroughputBench bench =
        ThroughputBench.start(settings, new PrintWriter(Writer.nullWriter()))) {
      report = bench.run();
    }

    assertThat(report.rounds()).extracting(Round::job).containsExactly(Kind.values());
    assertThat(report.rounds().get(1).bytesWritten())
        .isCloseTo(report.rounds().get(0).bytesWritten(), withinPercentage(2));
    assertThat(report.rounds().get(2).bytesWritten())
        .isLessThan(report.rounds().get(1).bytesWritten());
    assertThat(report.wholeJobPerSecond()).isPositive();
    assertThat(report.emptyJobPerSecond()).isPositive();
    assertThat(report.bareCopyPerSecond()).isPositive();
  }

  @Test
  void reportsMediansAndTheirRatios() throws Exception {
    JvmWork work = new JvmWork(1, 0, 0);
    ThroughputReport report =
        ThroughputReport.of(
            1_000,
            2,
            List.of(
                Round.of(Kind.WHOLE, 1_000, 1_000, 1, work),
                Round.of(Kind.EMPTY, 1_000, 100, 1, work),
                Round.of(Kind.BARE_COPY, 1_000, 50, 1, work),
                Round.of(Kind.WHOLE, 1_000, 500, 1, work),
                Round.of(Kind.EMPTY, 1_000, 200, 1, work),
                Round.of(Kind.WHOLE, 1_000, 10_000, 1, work),
                Round.of(Kind.EMPTY, 1_000, 250, 1, work)));
    Path file = directory.resolve("report.json");

    report.write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("wholeJobPerSecond").asDouble()).isEqualTo(1_000);
    assertThat(json.get("emptyJobPerSecond").asDouble()).isEqualTo(5_000);
    assertThat(json.get("ratio").asDouble()).isEqualTo(0.2);
    assertThat(json.get("bareCopyPerSecond").asDouble()).isEqualTo(20_000);
    assertThat(json.get("ratioToBareCopy").asDouble()).isEqualTo(0.05);
    assertThat(json.get("rounds")).hasSize(7);
    assertThat(json.get("parallelism").asInt()).isEqualTo(2);
    assertThat(json.get("machine").get("processors").asInt()).isPositive();
  }
}
