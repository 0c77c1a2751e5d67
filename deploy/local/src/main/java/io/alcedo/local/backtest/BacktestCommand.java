package io.alcedo.local.backtest;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.HistoryOptions;
import io.alcedo.local.features.FeaturesRun;
import io.alcedo.local.runs.RunsOption;
import io.alcedo.local.train.Bars;
import io.alcedo.local.train.TrainerOptions;
import io.alcedo.scoring.plan.FeatureSource;
import io.alcedo.training.trainer.TrainingException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains on one window of history and scores another, as it would have been then. */
@Command(
    name = "backtest",
    description = {
      "Trains on one window of history and scores a later one, as it would have been then.",
      "History runs through the operators of the scoring job; the scores are those of the bundle"
          + " that training writes. Days are whole, inclusive and in UTC. Each training is recorded;"
          + " 'alcedo runs list' shows them."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo backtest --transactions history.csv.gz --mapping mapping.yaml \\",
      "      --feature-set card-payments --trainer gbdt --train-from 2026-03-01 --train-to 2026-03-28 \\",
      "      --delay-days 7 --test-from 2026-04-05 --test-to 2026-04-11 --seeds 5 --report backtest.json",
      "  alcedo backtest --transactions history.csv.gz --mapping mapping.yaml \\",
      "      --feature-set card-payments --model models/card-fraud-1 \\",
      "      --test-from 2026-04-05 --test-to 2026-04-11 --compare models/card-fraud-2",
    })
public final class BacktestCommand implements Callable<Integer> {
  @Mixin HistoryOptions history = new HistoryOptions();
  @Mixin WindowOptions window = new WindowOptions();
  @Mixin TrainerOptions trainers = new TrainerOptions();
  @Mixin DeclineOptions decline = new DeclineOptions();
  @Mixin private RunsOption runs = new RunsOption();

  @Option(
      names = "--feature-set",
      required = true,
      paramLabel = "NAME|FILE",
      description = "A shipped set's name, such as 'card-payments', or a YAML file.")
  String featureSet = "";

  @Option(
      names = "--model",
      paramLabel = "BUNDLE",
      description = "Judge this model bundle instead of training one.")
  @Nullable Path model;

  @Option(
      names = "--compare",
      arity = "1..*",
      paramLabel = "BUNDLE",
      description = "Set these bundles beside it, on the same rows, with paired intervals.")
  List<Path> compared = new ArrayList<>();

  @Option(
      names = "--seeds",
      defaultValue = "1",
      paramLabel = "N",
      description = "Train with so many seeds; figures are medians (default: ${DEFAULT-VALUE}).")
  int seeds = 1;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "Write all figures as JSON to this file.")
  @Nullable Path report;

  @Option(
      names = "--html",
      paramLabel = "FILE.html",
      description = "Write the figures and plots of the model in the middle as a page.")
  @Nullable Path html;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Subtasks of each operator, 1 to 128; the figures do not depend on it (default: the"
              + " processors, 4 at most).")
  @Nullable Integer parallelism;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (trainers.helpWanted()) {
      trainers.printSettings(spec.commandLine().getOut(), spec.commandLine().getUsageHelpWidth());
      return ExitCodes.OK;
    }
    BacktestRequest request = new BacktestChecks(this).request();
    BacktestResult result;
    try (Bars bars = new Bars()) {
      result =
          new Backtest(
                  request,
                  FeatureSource.named(featureSet),
                  runs.directory(),
                  InstantSource.system())
              .run(bars);
    } catch (TrainingException | FeaturesRun.FailedException e) {
      throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
    }
    new BacktestSummary(request, result, spec.commandLine().getOut()).print();
    if (report != null) {
      new BacktestJson(request, result).writeTo(report);
    }
    if (html != null) {
      new BacktestPage(request, result).writeTo(html);
    }
    return ExitCodes.OK;
  }

  /** Tells whether an option is stated, be it with its default. */
  boolean states(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }
}
