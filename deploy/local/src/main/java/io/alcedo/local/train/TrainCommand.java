package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.HistoryOptions;
import io.alcedo.local.Problems;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.schema.csv.TransactionCsv;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model on labelled history and writes its bundle. */
@Command(
    name = "train",
    description = {
      "Trains a model on labelled history and writes its bundle.",
      "History runs through the very feature code that scores live. Rows are split by time: the"
          + " earlier ones train, the later ones set the thresholds and give the figures."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo train --transactions history.csv.gz --mapping mapping.yaml --feature-set card-payments --output models/card-fraud-1",
      "  alcedo train --trainer neural --setting layers=64,32 --setting dropout=0.1 ...",
      "  alcedo train --trainer neural --help-settings"
    })
public final class TrainCommand implements Callable<Integer> {
  @Mixin private HistoryOptions history = new HistoryOptions();
  @Mixin private TrainerOptions trainers = new TrainerOptions();

  @Option(
      names = "--feature-set",
      required = true,
      paramLabel = "NAME|FILE",
      description = "'card-payments', 'card-risk', 'handbook' or a YAML file.")
  private String featureSet = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "BUNDLE",
      description = "The bundle's directory, which must not be there yet.")
  private Path output = Path.of("");

  @Option(
      names = "--name",
      defaultValue = "card-fraud",
      paramLabel = "NAME",
      description = "The model's name (default: ${DEFAULT-VALUE}).")
  private String name = "card-fraud";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Train on transactions from this time on, such as 2018-07-25T00:00:00Z; earlier ones only fill profiles.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Train on transactions before this time.")
  private @Nullable Instant to;

  @Option(
      names = "--review-rate",
      defaultValue = "0.01",
      paramLabel = "SHARE",
      description =
          "The share of transactions that become REVIEW or DECLINE (default: ${DEFAULT-VALUE}).")
  private double reviewRate = 0.01;

  @Option(
      names = "--decline-rate",
      defaultValue = "0.002",
      paramLabel = "SHARE",
      description = "The share of transactions that become DECLINE (default: ${DEFAULT-VALUE}).")
  private double declineRate = 0.002;

  @Option(
      names = "--maturity-days",
      defaultValue = "30",
      paramLabel = "N",
      description =
          "How old an approved transaction without a label is before it counts as genuine (default: ${DEFAULT-VALUE}).")
  private long maturityDays = 30;

  @Option(
      names = "--target",
      defaultValue = "cpu",
      paramLabel = "cpu|cuda",
      description =
          "Where the model will compute, which decides the form of its trees: cpu or cuda (default: ${DEFAULT-VALUE}).")
  private ExecutionTarget target = ExecutionTarget.CPU;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (trainers.helpWanted()) {
      trainers.printSettings(spec.commandLine().getOut(), spec.commandLine().getUsageHelpWidth());
      return ExitCodes.OK;
    }
    Problems problems = new Problems();
    FeaturePlan plan = checked(problems);
    Trainer trainer = trainers.trainer(problems);
    problems.refuse();
    TrainingSettings settings =
        TrainingSettings.of(name, Objects.requireNonNull(trainer))
            .withAlertRates(reviewRate, declineRate)
            .withTarget(target);
    try (TransactionCsv rows = history.open();
        Bars bars = new Bars()) {
      ModelMaker.Made made =
          new ModelMaker(Objects.requireNonNull(plan), settings, InstantSource.system())
              .make(rows, window(), output, bars);
      bars.close();
      print(made, spec.commandLine().getOut());
      return ExitCodes.OK;
    } catch (TrainingException e) {
      throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
    }
  }

  private @Nullable FeaturePlan checked(Problems problems) {
    problems.transactions(history.file(), history.mapping());
    FeaturePlan plan = problems.featureSet(featureSet);
    problems.unless(!Files.exists(output), "--output is a new directory: value=" + output);
    problems.unless(
        reviewRate > 0 && reviewRate < 1, "--review-rate is between 0 and 1: value=" + reviewRate);
    problems.unless(
        declineRate > 0 && declineRate <= reviewRate,
        "--decline-rate is above 0 and at most --review-rate: value=" + declineRate);
    problems.unless(maturityDays >= 0, "--maturity-days is 0 or more: value=" + maturityDays);
    problems.unless(
        from == null || to == null || from.isBefore(to), "--from is before --to: value=" + from);
    return plan;
  }

  private HistoryWindow window() {
    HistoryWindow all = HistoryWindow.all();
    return HistoryWindow.between(from == null ? all.from() : from, to == null ? all.to() : to)
        .withMaturity(Duration.ofDays(maturityDays));
  }

  private void print(ModelMaker.Made made, PrintWriter out) {
    out.printf("%s: model %s %s%n", output, name, made.manifest().version());
    out.printf(
        "transactions %,d: rows %,d, refused %,d, outside the window %,d, label too late %,d, unknown %,d%n",
        made.counts().transactions(),
        made.counts().rows(),
        made.counts().refused(),
        made.counts().outsideWindow(),
        made.counts().labelTooLate(),
        made.counts().unknown());
    made.manifest()
        .metrics()
        .forEach((metric, value) -> out.printf(Locale.ROOT, "%-24s %.6g%n", metric, value));
    out.printf(
        Locale.ROOT,
        "thresholds               review %.4f, decline %.4f%n",
        made.manifest().thresholds().review(),
        made.manifest().thresholds().decline());
  }
}
