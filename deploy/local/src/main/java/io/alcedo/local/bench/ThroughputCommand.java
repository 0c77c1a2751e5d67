package io.alcedo.local.bench;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.bench.ThroughputReport.Kind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the whole scoring job beside the same job that does nothing. */
@Command(
    name = "throughput",
    description = {
      "Measures the whole job beside a Kafka-to-Kafka job that does nothing, in one run.",
      "A topic is filled with simulated transactions. Then the jobs read all of it in turn, with the"
          + " same clients and parallelism, after rounds of each that do not count, until the"
          + " just-in-time compiler has next to nothing to do. A round's time is that from the first"
          + " to the last record that the job appended, on the broker's clock; the whole job's last"
          + " is looked for on all of its topics.",
      "The empty job writes two records for each transaction, as large as the whole job's risk"
          + " events and vectors are. The bare copy writes the transaction itself twice, which is"
          + " smaller."
    },
    mixinStandardHelpOptions = true)
public final class ThroughputCommand implements Callable<Integer> {
  private static final long FEWEST = 1_000;
  private static final long HISTORY = 120_000;
  private static final int WARM_UP_ROUNDS = 6;

  @Option(
      names = "--transactions",
      defaultValue = "1000000",
      paramLabel = "N",
      description =
          "Transactions that each round reads; the empty job is through a million in seconds (default: ${DEFAULT-VALUE}).")
  private long transactions = 1_000_000;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "Rounds of each job that count (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Subtasks of each operator (default: half as many as there are processors, since each operator of the whole job has a thread of its own).")
  private int parallelism = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  @Option(
      names = "--feature-set",
      defaultValue = "card-payments",
      paramLabel = "NAME|FILE",
      description =
          "'card-payments', 'card-risk', 'handbook' or a YAML file, which must do with what is simulated (default: ${DEFAULT-VALUE}).")
  private String featureSet = "card-payments";

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the figures as JSON.")
  private @Nullable Path report;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (transactions < FEWEST || rounds < 1 || parallelism < 1) {
      throw new CommandFailure(
          ExitCodes.USAGE,
          "at least 1,000 transactions, one round and one subtask: transactions=%d, rounds=%d, parallelism=%d"
              .formatted(transactions, rounds, parallelism));
    }
    PrintWriter out = spec.commandLine().getOut();
    ThroughputReport measured;
    try (ThroughputBench bench =
        ThroughputBench.start(
            new ThroughputBench.Settings(
                HISTORY, transactions, WARM_UP_ROUNDS, rounds, parallelism, featureSet),
            out)) {
      measured = bench.run();
    }
    print(measured, out);
    if (report != null) {
      measured.write(report);
      out.printf("%nreport: %s%n", report);
    }
    return ExitCodes.OK;
  }

  private static void print(ThroughputReport measured, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%nmedians over %d rounds, parallelism %d, %d processors%n"
            + "  whole job  %,12.0f transactions/s%n"
            + "  empty job  %,12.0f transactions/s  ratio %.3f%n"
            + "  bare copy  %,12.0f transactions/s  ratio %.3f%n",
        measured.rounds().size() / Kind.values().length,
        measured.parallelism(),
        measured.machine().processors(),
        measured.wholeJobPerSecond(),
        measured.emptyJobPerSecond(),
        measured.ratio(),
        measured.bareCopyPerSecond(),
        measured.ratioToBareCopy());
  }
}
