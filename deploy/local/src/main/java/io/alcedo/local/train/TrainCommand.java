package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.LabelledHistoryOptions;
import io.alcedo.local.Problems;
import io.alcedo.local.SilenceOptions;
import io.alcedo.local.runs.RunsOption;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.SigningKey;
import io.alcedo.schema.csv.TransactionCsv;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetManifest;
import io.alcedo.training.run.LabelDelay;
import io.alcedo.training.run.RunRecord;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
          + " earlier ones train, the later ones set the thresholds and give the figures. Each"
          + " training is recorded; 'alcedo runs list' shows them."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo train --transactions history.csv.gz --mapping mapping.yaml --feature-set card-payments --output models/card-fraud-1",
      "  alcedo train --dataset datasets/march --output models/card-fraud-1",
      "  alcedo train --trainer neural --setting layers=64,32 --setting dropout=0.1 ...",
      "  alcedo train --trainer neural --help-settings"
    })
public final class TrainCommand implements Callable<Integer> {
  /** Where rows come from: one of the two. */
  static final class Source {
    @ArgGroup(exclusive = false)
    private @Nullable FromHistory history;

    @Option(
        names = "--dataset",
        required = true,
        paramLabel = "DIR",
        description =
            "A dataset of 'alcedo dataset build': its training part trains, its validation part validates.")
    private @Nullable Path dataset;
  }

  /** A file of past transactions, and the features to compute of it. */
  static final class FromHistory extends LabelledHistoryOptions {
    @Option(
        names = "--feature-set",
        required = true,
        paramLabel = "NAME|FILE",
        description = "'card-payments', 'card-risk', 'handbook' or a YAML file.")
    private String featureSet = "";
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Mixin private SeededTrainerOptions trainers = new SeededTrainerOptions();
  @Mixin private RunsOption runs = new RunsOption();
  @Mixin private SilenceOptions silence = new SilenceOptions();

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
      names = "--target",
      defaultValue = "cpu",
      paramLabel = "cpu|cuda",
      description =
          "Where the model will compute, which decides the form of its trees: cpu or cuda (default: ${DEFAULT-VALUE}).")
  private ExecutionTarget target = ExecutionTarget.CPU;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description =
          "Sign the bundle with this key of 'alcedo model keygen'; hosts run signed bundles only, unless told otherwise.")
  private @Nullable Path signingKey;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (trainers.helpWanted()) {
      trainers.printSettings(spec.commandLine().getOut(), spec.commandLine().getUsageHelpWidth());
      return ExitCodes.OK;
    }
    Problems problems = new Problems();
    FeatureSet set = checked(problems);
    SigningKey key = signingKey == null ? null : problems.signingKey("--signing-key", signingKey);
    Trainer trainer = trainers.trainer(problems);
    problems.refuse();
    TrainingSettings settings =
        TrainingSettings.of(name, Objects.requireNonNull(trainer))
            .withAlertRates(reviewRate, declineRate)
            .withTarget(target);
    FromHistory history = source.history;
    try (Bars bars = new Bars()) {
      if (history == null || set == null) {
        print(trained(Objects.requireNonNull(source.dataset), settings, key, bars));
      } else {
        print(trained(history, set, settings, new Packaging(set.yaml(), key), bars));
      }
      return ExitCodes.OK;
    } catch (TrainingException e) {
      throw new CommandFailure(ExitCodes.FAILED, e.getMessage());
    } catch (DatasetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }

  private BundleManifest trained(
      FromHistory history,
      FeatureSet set,
      TrainingSettings settings,
      Packaging packaging,
      Bars bars)
      throws IOException, TrainingException {
    FeaturePlan plan = FeaturePlans.of(set);
    Recording recording = recording(history.runData(plan), labelDelay(history));
    try (TransactionCsv rows = history.open()) {
      ModelMaker.Made made =
          new ModelMaker(
                  plan,
                  HistoryIngest.withKeyOf(history.file(), plan),
                  settings,
                  InstantSource.system(),
                  packaging,
                  recording)
              .make(rows, window(), history.labelDelay(), output, bars);
      bars.close();
      print(made);
      return made.manifest();
    }
  }

  private BundleManifest trained(
      Path directory, TrainingSettings settings, @Nullable SigningKey key, Bars bars)
      throws DatasetException, IOException, TrainingException {
    Dataset dataset = Dataset.read(directory);
    DatasetManifest.Features features = dataset.manifest().featureSet();
    String text = FeaturePlans.shippedText(features.name(), features.hash());
    Recording recording =
        recording(
            List.of(
                new RunRecord.Data(name(directory.toAbsolutePath().normalize()), dataset.digest())),
            labelDelay(dataset.manifest().labels()));
    BundleManifest written =
        new RecordedTraining(settings, InstantSource.system(), new Packaging(text, key), recording)
            .train(dataset, output, bars);
    bars.close();
    return written;
  }

  private static String labelDelay(DatasetManifest.Labels labels) {
    boolean stated = labels.delay().equals("stated");
    return LabelDelay.words(
        stated ? null : Duration.parse(labels.delay()), labels.maturity(), labels.genuineWhen());
  }

  private Recording recording(List<RunRecord.Data> data, String labelDelay) {
    return new Recording(runs.directory(), trainers.name(), data, labelDelay);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private @Nullable FeatureSet checked(Problems problems) {
    FeatureSet set = null;
    if (source.history != null) {
      source.history.check(problems);
      set = problems.featureSetText(source.history.featureSet);
    }
    problems.unless(
        source.dataset == null || (from == null && to == null),
        "--from and --to go with --transactions, as a dataset has its own: value="
            + (from == null ? to : from));
    problems.unless(
        source.dataset == null || !silence.given(),
        "--maturity-days and --genuine-when go with --transactions, as a dataset has its own");
    silence.check(problems);
    problems.unless(!Files.exists(output), "--output is a new directory: value=" + output);
    problems.unless(
        reviewRate > 0 && reviewRate < 1, "--review-rate is between 0 and 1: value=" + reviewRate);
    problems.unless(
        declineRate > 0 && declineRate <= reviewRate,
        "--decline-rate is above 0 and at most --review-rate: value=" + declineRate);
    problems.unless(
        from == null || to == null || from.isBefore(to), "--from is before --to: value=" + from);
    return set;
  }

  private HistoryWindow window() {
    HistoryWindow all = HistoryWindow.all();
    HistoryWindow window =
        HistoryWindow.between(from == null ? all.from() : from, to == null ? all.to() : to);
    return silence.in(window, GenuineProof.APPROVED);
  }

  private String labelDelay(FromHistory history) {
    HistoryWindow window = window();
    return LabelDelay.words(history.labelDelay(), window.maturity(), window.proof().name());
  }

  private void print(ModelMaker.Made made) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "transactions %,d: rows %,d", made.transactions(), made.rows());
    made.cleaning()
        .byLabel()
        .forEach(
            (rule, leftOut) -> {
              if (leftOut > 0) {
                out.printf(Locale.ROOT, ", %s %,d", rule, leftOut);
              }
            });
    out.println();
  }

  private void print(BundleManifest manifest) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: model %s %s%n", output, name, manifest.version());
    manifest
        .metrics()
        .forEach((metric, value) -> out.printf(Locale.ROOT, "%-24s %.6g%n", metric, value));
    out.printf(
        Locale.ROOT,
        "thresholds               review %.4f, decline %.4f%n",
        manifest.thresholds().review(),
        manifest.thresholds().decline());
  }
}
