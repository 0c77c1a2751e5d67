package io.alcedo.local.features;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.HistoryKeyset;
import io.alcedo.local.HistoryOptions;
import io.alcedo.local.Problems;
import io.alcedo.scoring.history.HistoryFile;
import io.alcedo.scoring.plan.FeatureSource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Computes the features of a file's transactions with the operators of the scoring job. */
@Command(
    name = "features",
    description = {
      "Computes the features of a file's transactions with the operators of the scoring job.",
      "The output is a CSV file: a header; a row for each transaction in the order of the input, its"
          + " transactionId first, then the features in the order of their names. An unknown value"
          + " is an empty cell. The bytes are the same at any parallelism."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo features --transactions history.csv.gz --mapping mapping.yaml \\",
      "      --feature-set card-payments --output features.csv",
      "  alcedo features --transactions transactions.csv.gz --mapping handbook \\",
      "      --feature-set handbook --output features.csv --parallelism 2",
    })
public final class FeaturesCommand implements Callable<Integer> {
  @Mixin private HistoryOptions history = new HistoryOptions();

  @Option(
      names = "--feature-set",
      required = true,
      paramLabel = "NAME|FILE",
      description = "'card-payments', 'card-risk', 'handbook' or a YAML file.")
  private String featureSet = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.csv",
      description = "The file to write; one that is there is replaced when all rows are computed.")
  private Path output = Path.of("");

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator, 1 to 128 (default: the processors, 4 at most).")
  private @Nullable Integer parallelism;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    int subtasks =
        parallelism == null ? Math.min(4, Runtime.getRuntime().availableProcessors()) : parallelism;
    Problems problems = new Problems();
    problems.transactions(history.file(), history.mapping());
    problems.featureSet(featureSet);
    problems.writable("--output", output);
    problems.unless(
        subtasks >= 1 && subtasks <= 128, "--parallelism is 1 to 128: value=" + subtasks);
    problems.refuse();
    HistoryFile origin =
        new HistoryFile(history.file().toAbsolutePath().toString(), history.mapping());
    try (RunProgress progress = new RunProgress()) {
      new FeaturesRun(
              FeatureSource.named(featureSet), origin, HistoryKeyset.of(history.file()), subtasks)
          .write(output, progress);
    } catch (FeaturesRun.FailedException e) {
      throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
    }
    spec.commandLine().getErr().printf("%s: written%n", output);
    return ExitCodes.OK;
  }
}
