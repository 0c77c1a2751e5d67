package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.local.AlcedoCommand;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {
  @TempDir Path directory;

  @Test
  void runsTheWholeSystemAndReportsConservation() throws Exception {
    Path report = directory.resolve("r.json");
    StringWriter out = new StringWriter();
    // Those that another job of this process has met answer nothing of the demo's.
    ScoringMetrics.ofProcess().transactions(TransactionOutcome.DUPLICATE).inc(5_000);

    int exitCode =
        run(
            out,
            "demo",
            "--plain",
            "--duration=8s",
            "--rate=500",
            "--history=40000",
            "--report=" + report);

    assertThat(exitCode).as("output: %s", out).isZero();
    JsonNode figures = new ObjectMapper().readTree(Files.readAllBytes(report));
    long transactions = figures.get("transactions").asLong();
    assertThat(transactions).isPositive();
    assertThat(figures.get("riskEvents").asLong()).isEqualTo(transactions);
    assertThat(figures.get("lost").asLong()).isZero();
    assertThat(figures.get("duplicates").asLong()).isZero();
    assertThat(figures.get("deadLetters").asLong()).isZero();
    assertThat(figures.get("latencyMillis").get("p50").isNumber()).isTrue();
    assertThat(figures.get("modelVersion").asText()).isNotBlank();
    assertThat(figures.get("modelVersions")).hasSize(1);
    JsonNode span = figures.get("modelVersions").get(0);
    assertThat(span.get("version")).isEqualTo(figures.get("modelVersion"));
    assertThat(span.get("transactions").asLong()).isBetween(1L, transactions);
    assertThat(span.get("first").get("transactionId").asText()).startsWith("sim");
    assertThat(figures.get("swapPauseMillis").isNull()).as("too short for a swap").isTrue();
    assertThat(figures.get("longestPauseMillis").asLong()).isPositive();
    assertThat(figures.get("learning").get("feedback").size()).isPositive();
    assertThat(out.toString()).contains("a second is", "hours of the traffic's clock");
    assertThat(out.toString()).contains("risk events", "latency, broker to broker");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    StringWriter out = new StringWriter();

    int exitCode =
        run(out, "demo", "--transactions=" + directory.resolve("no.csv"), "--mapping=handbook");

    assertThat(exitCode).isEqualTo(4);
    assertThat(out.toString()).contains("the file can be read").doesNotContain("Exception");
  }

  private static int run(StringWriter out, String... arguments) {
    PrintWriter writer = new PrintWriter(out, true);
    CommandLine command = AlcedoCommand.commandLine();
    command.setOut(writer);
    command.setErr(writer);
    return command.execute(arguments);
  }
}
