package io.alcedo.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.model.ExecutionTarget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapBenchTest {
  private static final int IN_A_ROW = 9;

  @TempDir Path directory;

  @Test
  void swapsUnderLoadLosesNothingAndClosesWhatItOpened() throws Exception {
    StringWriter out = new StringWriter();
    SwapSettings settings =
        new SwapSettings(
            1,
            IN_A_ROW,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            300.0,
            20_000,
            1,
            "card-payments",
            ExecutionTarget.CPU);

    SwapReport report;
    try (SwapBench bench = SwapBench.start(settings, new PrintWriter(out))) {
      report = bench.run();
    }

    assertThat(report.lost()).as("output: %s", out).isZero();
    assertThat(report.transactions()).isPositive();
    assertThat(report.device()).isEqualTo("CPU");
    assertThat(report.swaps()).hasSize(1);
    assertThat(report.swaps().get(0).p99AroundMillis()).isPositive();
    assertThat(report.swaps().get(0).orderToDecisionMillis()).isPositive();
    SwapReport.Memory memory = report.memory();
    assertThat(memory).isNotNull();
    assertThat(memory.residentKib()).hasSize(IN_A_ROW);
    // Two versions are loaded at most: the one that decides and the one before, for a rollback;
    // while one is closed, a third.
    assertThat(memory.mostSessions()).isBetween(2, 3);
    Path file = directory.resolve("swap.json");
    report.write(file);
    assertThat(Files.readString(file)).contains("\"ratio\"", "\"slopeKibPerSwap\"");
  }
}
