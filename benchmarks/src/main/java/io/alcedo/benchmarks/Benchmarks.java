package io.alcedo.benchmarks;

import io.alcedo.local.TemporaryDirectory;
import io.alcedo.model.NativeLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints machine, JVM and a table in Markdown: rows a second of one thread.
 *
 * <pre>{@code benchmarks/run [--quick] [--models=DIRECTORY] [REGEX]}</pre>
 *
 * <p>Models are trained once a run, in a temporary directory; those of a directory that is named
 * are used again, and those that it lacks are kept there.
 */
public final class Benchmarks {
  private static final String MODELS = "--models=";

  private Benchmarks() {}

  /** Runs the benchmarks whose names match, all of them without a pattern. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    boolean quick = false;
    String pattern = "io.alcedo.benchmarks";
    Path models = null;
    for (String argument : arguments) {
      if (argument.equals("--quick")) {
        quick = true;
      } else if (argument.startsWith(MODELS)) {
        models = Path.of(argument.substring(MODELS.length()));
      } else {
        pattern = argument;
      }
    }
    try (TemporaryDirectory temporary = TemporaryDirectory.create("alcedo-benchmarks-")) {
      run(pattern, quick, models == null ? temporary.path() : models);
    }
  }

  private static void run(String pattern, boolean quick, Path models)
      throws RunnerException, IOException {
    Optional<Path> natives = NativeLibraries.prepare(BenchmarkModels.cache(models));
    Optional<String> missing = MeasuredModel.missingCuda();
    List<String> jvm =
        new ArrayList<>(
            List.of(
                "-Xmx2g",
                "-XX:+UseParallelGC",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-D" + BenchmarkModels.PROPERTY + "=" + models.toAbsolutePath()));
    natives.ifPresent(path -> jvm.add("-D" + NativeLibraries.PROPERTY + "=" + path));
    Options options =
        new OptionsBuilder()
            .include(pattern)
            .threads(1)
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 2 : 5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.seconds(quick ? 1 : 2))
            .param(InferenceBenchmark.MODEL, MeasuredModel.names(missing.isEmpty()))
            .jvmArgsAppend(jvm.toArray(String[]::new))
            .build();
    Collection<RunResult> results = new Runner(options).run();
    System.out.print(table(results, quick));
    if (missing.isPresent() && results.stream().anyMatch(run -> model(run) != null)) {
      System.out.printf("%nNot measured on CUDA: %s%n", missing.get());
    }
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
    table.append("| benchmark | rows/s of one thread | ± (99.9 %%) |%n|---|--:|--:|%n".formatted());
    for (RunResult run : results) {
      Result<?> result = run.getPrimaryResult();
      String name = run.getParams().getBenchmark();
      String model = model(run);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f |%n",
              name.substring(Benchmarks.class.getPackageName().length() + 1)
                  + (model == null ? "" : " " + model),
              result.getScore(),
              result.getScoreError()));
    }
    return table.toString();
  }

  private static @Nullable String model(RunResult run) {
    return run.getParams().getParamsKeys().contains(InferenceBenchmark.MODEL)
        ? run.getParams().getParam(InferenceBenchmark.MODEL)
        : null;
  }
}
