package io.alcedo.local.bench;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.Problems;
import io.alcedo.model.ExecutionTarget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what swapping models costs while the job runs. */
@Command(
    name = "swap",
    description = {
      "Measures what a swap of models costs the job under load.",
      "The whole job runs at half of what the machine sustains. Latencies within 5 s around each"
          + " of some swaps are held against those of the minute before. Then models are swapped in"
          + " a row, each as soon as the last one decides, and resident memory is looked at after"
          + " each. Each swap loads, tries and warms its model anew."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo bench swap --report swap.json",
      "  ALCEDO_JAVA_OPTS='-Xms2g -Xmx2g -XX:+AlwaysPreTouch' alcedo bench swap   # a heap that cannot grow"
    })
public final class SwapCommand implements Callable<Integer> {
  private static final Duration BEFORE = Duration.ofMinutes(1);
  private static final Duration AROUND = Duration.ofSeconds(5);
  private static final int HISTORY = 60_000;

  @Option(
      names = "--swaps",
      defaultValue = "300",
      paramLabel = "N",
      description =
          "Swaps in a row, for memory, of which the last third counts; 0 for none (default: ${DEFAULT-VALUE}).")
  private int swaps = 300;

  @Option(
      names = "--measured-swaps",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "Swaps whose latencies are looked at, each after a quiet minute; 0 for none (default: ${DEFAULT-VALUE}).")
  private int measured = 5;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Transactions a second (default: half of what this machine sustains).")
  private @Nullable Double rate;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      paramLabel = "N",
      description = "Subtasks of each operator (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  @Option(
      names = "--feature-set",
      defaultValue = "card-payments",
      paramLabel = "NAME|FILE",
      description = "The feature set (default: ${DEFAULT-VALUE}).")
  private String featureSet = "card-payments";

  @Option(
      names = "--device",
      defaultValue = "cpu",
      paramLabel = "cpu|cuda",
      description =
          "Where the models run; with 'cuda' on a machine that has none, nothing is measured (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the figures as JSON.")
  private @Nullable Path report;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    SwapReport result;
    try (SwapBench bench = SwapBench.start(settings(), out)) {
      result = bench.run();
    } catch (DeviceMissingException e) {
      out.printf("skipped: %s%n", e.getMessage());
      return ExitCodes.OK;
    }
    print(result, out);
    if (report != null) {
      result.write(report);
      out.printf("%nreport: %s%n", report);
    }
    if (result.lost() > 0) {
      throw new CommandFailure(
          ExitCodes.FAILED, "every transaction comes out: lost=" + result.lost());
    }
    return ExitCodes.OK;
  }

  private SwapSettings settings() {
    Problems problems = new Problems();
    problems.unless(swaps >= 0, "--swaps is not negative: value=" + swaps);
    problems.unless(measured >= 0, "--measured-swaps is not negative: value=" + measured);
    problems.unless(rate == null || rate > 0, "--rate is above 0: value=" + rate);
    problems.unless(parallelism > 0, "--parallelism is above 0: value=" + parallelism);
    boolean known = device.equals("cpu") || device.equals("cuda");
    problems.unless(known, "--device is cpu or cuda: value=" + device);
    problems.refuse();
    return new SwapSettings(
        measured,
        swaps,
        BEFORE,
        AROUND,
        rate,
        HISTORY,
        parallelism,
        featureSet,
        device.equals("cuda") ? ExecutionTarget.CUDA : ExecutionTarget.CPU);
  }

  private static void print(SwapReport result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%n%,d transactions, %,d lost, at %,.0f a second on %s%n",
        result.transactions(),
        result.lost(),
        result.ratePerSecond(),
        result.device());
    if (result.ratio() != null) {
      out.printf(
          Locale.ROOT,
          "p99 around a swap over p99 before: median %.2f of %d swaps%n",
          result.ratio(),
          result.swaps().size());
    }
    SwapReport.Memory memory = result.memory();
    if (memory != null) {
      out.printf(
          Locale.ROOT,
          "resident memory a swap (anonymous, less code): %+,.0f KiB (95 %% interval %+,.0f to %+,.0f), %s; open sessions %d to %d%n",
          memory.slopeKibPerSwap(),
          memory.lowerKibPerSwap(),
          memory.upperKibPerSwap(),
          memory.flat() ? "flat within its noise" : "not flat",
          memory.fewestSessions(),
          memory.mostSessions());
    }
  }
}
