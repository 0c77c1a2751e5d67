package io.alcedo.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints machine, JVM and a table in Markdown: rows a second on one core.
 *
 * <pre>{@code benchmarks/run [--quick] [REGEX]}</pre>
 */
public final class Benchmarks {
  private Benchmarks() {}

  /** Runs the benchmarks whose names match, all of them without a pattern. */
  public static void main(String[] arguments) throws RunnerException {
    boolean quick = false;
    String pattern = "io.alcedo.benchmarks";
    for (String argument : arguments) {
      if (argument.equals("--quick")) {
        quick = true;
      } else {
        pattern = argument;
      }
    }
    System.out.print(table(new Runner(options(pattern, quick).build()).run(), quick));
  }

  private static ChainedOptionsBuilder options(String pattern, boolean quick) {
    return new OptionsBuilder()
        .include(pattern)
        .threads(1)
        .forks(quick ? 1 : 3)
        .warmupIterations(quick ? 2 : 5)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(quick ? 3 : 5)
        .measurementTime(TimeValue.seconds(quick ? 1 : 2))
        .jvmArgsAppend(
            "-Xmx2g",
            "-XX:+UseParallelGC",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED");
  }

  private static String table(Collection<RunResult> results, boolean quick) {
    StringBuilder table = new StringBuilder(512);
    table.append(
        "%n%s, %s %s, %d processors; %s%n%n"
            .formatted(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                quick ? "quick: 1 fork, 3 iterations of 1 s" : "3 forks, 5 iterations of 2 s"));
    table.append("| benchmark | rows/s on one core | ± (99.9 %%) |%n|---|--:|--:|%n".formatted());
    for (RunResult run : results) {
      Result<?> result = run.getPrimaryResult();
      String name = run.getParams().getBenchmark();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f |%n",
              name.substring(Benchmarks.class.getPackageName().length() + 1),
              result.getScore(),
              result.getScoreError()));
    }
    return table.toString();
  }
}
