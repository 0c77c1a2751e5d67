package io.alcedo.local.demo;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.DurationConverter;
import io.alcedo.local.ExitCodes;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole system in this process for a minute and says how it did. */
@Command(
    name = "demo",
    description = {
      "Runs the whole system in one process: Kafka, Flink, a model trained on the spot, live traffic.",
      "Nothing is left behind; the broker listens on loopback only."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--duration",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "How long to stream, such as 60s (default: 60s, or to the end of the file).")
  private @Nullable Duration duration;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Transactions a second (default: half of what this machine sustains; beside the learning job a third, at most 2,500 for each processor).")
  private @Nullable Double rate;

  @ArgGroup(exclusive = false)
  private @Nullable FileOptions file;

  /** A file to stream instead of simulated traffic. */
  static final class FileOptions {
    @Option(
        names = "--transactions",
        required = true,
        paramLabel = "FILE",
        description = "Stream this CSV file, plain or gzip, instead of simulated traffic.")
    private @Nullable Path transactions;

    @Option(
        names = "--mapping",
        required = true,
        paramLabel = "NAME|FILE",
        description = "Which column of the file is what: 'handbook' or a YAML file.")
    private @Nullable String mapping;

    @Option(
        names = "--history-share",
        defaultValue = "0.6",
        paramLabel = "SHARE",
        description =
            "The earlier share of the file that trains the model and fills the profiles (default: ${DEFAULT-VALUE}).")
    private double historyShare = 0.6;
  }

  @Option(
      names = "--feature-set",
      paramLabel = "NAME|FILE",
      description =
          "The feature set (default: card-payments, or handbook with the mapping 'handbook').")
  private @Nullable String featureSet;

  @Option(
      names = "--history",
      defaultValue = "80000",
      paramLabel = "N",
      description = "Simulated transactions before the stream (default: ${DEFAULT-VALUE}).")
  private int history = 80_000;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the simulated traffic (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      paramLabel = "N",
      description = "Parallelism of the job (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(
      names = "--no-learning",
      description = "Keep the first model: verdicts reach the profiles, but train nothing.")
  private boolean frozen;

  @Option(
      names = "--alerts-per-day",
      paramLabel = "N",
      description =
          "Let the thresholds follow the scores so that a day of the traffic brings N alerts.")
  private @Nullable Integer alertsPerDay;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
  private @Nullable Path report;

  @Option(names = "--plain", description = "Plain lines, even on a terminal.")
  private boolean plain;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    check();
    PrintWriter out = spec.commandLine().getOut();
    String term = System.getenv("TERM");
    boolean terminal = !plain && System.console() != null && term != null && !term.equals("dumb");
    DemoReport result = new Demo(settings(), out, terminal).run();
    if (report != null) {
      result.write(report);
    }
    print(result, out);
    if (result.lost() > 0 || result.duplicates() > 0) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "every transaction comes out once: lost="
              + result.lost()
              + ", duplicates="
              + result.duplicates());
    }
    return ExitCodes.OK;
  }

  private void check() {
    if (file != null && file.transactions != null && !Files.isReadable(file.transactions)) {
      throw new CommandFailure(
          ExitCodes.REFUSED, "the file can be read: transactions=" + file.transactions);
    }
    if (rate != null && !(rate > 0)) {
      throw new CommandFailure(ExitCodes.USAGE, "a rate is above 0: rate=" + rate);
    }
    if (alertsPerDay != null && alertsPerDay < 1) {
      throw new CommandFailure(
          ExitCodes.USAGE, "alerts a day are at least 1: alerts-per-day=" + alertsPerDay);
    }
    if (history < 20_000) {
      throw new CommandFailure(
          ExitCodes.USAGE, "a model needs 20000 transactions of history: history=" + history);
    }
  }

  private DemoSettings settings() {
    FileOptions fromFile = file;
    String mapping = fromFile == null ? null : fromFile.mapping;
    String set =
        featureSet != null ? featureSet : "handbook".equals(mapping) ? "handbook" : "card-payments";
    return new DemoSettings(
        duration == null && fromFile == null ? Duration.ofSeconds(60) : duration,
        rate,
        fromFile == null ? null : fromFile.transactions,
        mapping,
        set,
        history,
        fromFile == null ? 0 : fromFile.historyShare,
        seed,
        parallelism,
        !frozen,
        alertsPerDay);
  }

  private static void print(DemoReport result, PrintWriter out) {
    out.println();
    line(out, "transactions", "%,d", result.transactions());
    line(out, "risk events", "%,d", result.riskEvents());
    line(out, "alerts", "%,d", result.alerts());
    line(out, "dead letters", "%,d", result.deadLetters());
    line(out, "lost", "%,d", result.lost());
    line(out, "duplicates", "%,d", result.duplicates());
    line(out, "degraded decisions", "%,d", result.degraded());
    line(
        out,
        "throughput",
        "%,.0f a second (aimed at %,.0f)",
        result.throughputPerSecond(),
        result.ratePerSecond());
    line(
        out,
        "latency, broker to broker",
        "p50 %d ms, p99 %d ms, p99.9 %d ms",
        result.latencyMillis().p50(),
        result.latencyMillis().p99(),
        result.latencyMillis().p999());
    printModels(result, out);
    line(out, "first risk event", "%.1f s after the start", result.firstRiskEventSeconds());
  }

  private static void printModels(DemoReport result, PrintWriter out) {
    for (ModelSpan span : result.modelVersions()) {
      line(out, "model " + span.version(), "decided %,d transactions", span.transactions());
    }
    if (result.swapPauseMillis() != null) {
      line(
          out,
          "pause around a swap",
          "%,d ms at most (%,d ms in all of the measured time)",
          result.swapPauseMillis(),
          result.longestPauseMillis());
    }
    if (result.averagePrecisionFirstModel() != null) {
      line(
          out,
          "quality since the swap",
          "average precision %.3f, the first model's on the same %,d transactions %.3f",
          result.averagePrecision(),
          result.judgedTransactions(),
          result.averagePrecisionFirstModel());
    } else if (result.auc() != null) {
      line(
          out,
          "its quality",
          "ROC AUC %.3f, average precision %.3f",
          result.auc(),
          result.averagePrecision());
    }
  }

  private static void line(
      PrintWriter out, String name, String format, @Nullable Object... values) {
    out.printf("%-26s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
