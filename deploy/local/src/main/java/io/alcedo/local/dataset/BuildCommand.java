package io.alcedo.local.dataset;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.LabelledHistoryOptions;
import io.alcedo.local.Problems;
import io.alcedo.local.train.HistoryIngest;
import io.alcedo.model.Digests;
import io.alcedo.training.dataset.build.DatasetSettings;
import io.alcedo.training.dataset.build.DatedDataset;
import io.alcedo.training.dataset.build.HistoryDataset;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetManifest;
import io.alcedo.training.dataset.leak.LeakException;
import io.alcedo.training.progress.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a dataset of history, or of the dated files of scored features and verdicts. */
@Command(
    name = "build",
    description = {
      "Makes a dataset of history, or of the dated files of scored features and verdicts.",
      "Rows are split by time, and no part holds a label that was not known when the next one"
          + " started. A feature that knows the future is refused. The same input gives the same"
          + " bytes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo dataset build --transactions history.csv.gz --mapping mapping.yaml \\",
      "      --feature-set card-payments --delay-days 7 --output datasets/march",
      "  alcedo dataset build --scored-features data/scored-features --verdicts data/verdicts \\",
      "      --feature-set card-payments --known-by 2026-04-01T00:00:00Z --output datasets/march"
    })
public final class BuildCommand implements Callable<Integer> {
  /** Where rows come from: one of the two. */
  static final class Source {
    @ArgGroup(exclusive = false)
    private @Nullable LabelledHistoryOptions history;

    @ArgGroup(exclusive = false)
    private @Nullable FromFiles files;
  }

  /** The dated files of vectors and verdicts. */
  static final class FromFiles {
    @Option(
        names = "--scored-features",
        required = true,
        paramLabel = "DIR",
        description =
            "Avro files of ScoredFeatures at dt=YYYY-MM-DD/part-*.avro, or one such file.")
    private Path scoredFeatures = Path.of("");

    @Option(
        names = "--verdicts",
        required = true,
        paramLabel = "DIR",
        description =
            "Avro files of Label and Outcome, likewise in its folders labels and outcomes; outcomes may be missing.")
    private Path verdicts = Path.of("");
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--feature-set",
      required = true,
      paramLabel = "NAME|FILE",
      description = "'card-payments', 'card-risk', 'handbook' or a YAML file.")
  private String featureSet = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The dataset's directory, which must not be there yet.")
  private Path output = Path.of("");

  @Mixin private BuildOptions options = new BuildOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    FeaturePlan plan = checked();
    try {
      Dataset dataset = make(plan);
      DatasetManifest written = Dataset.write(output, dataset.manifest(), dataset.rows());
      DescriptionText.summary(written, spec.commandLine().getOut());
      return ExitCodes.OK;
    } catch (LeakException | DatasetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }

  private FeaturePlan checked() {
    Problems problems = new Problems();
    if (source.history != null) {
      source.history.check(problems);
    }
    FromFiles files = source.files;
    if (files != null) {
      problems.unless(
          Files.exists(files.scoredFeatures),
          "--scored-features is there: value=" + files.scoredFeatures);
      problems.unless(
          Files.isDirectory(files.verdicts), "--verdicts is a directory: value=" + files.verdicts);
    }
    FeaturePlan plan = problems.featureSet(featureSet);
    problems.unless(!Files.exists(output), "--output is a new directory: value=" + output);
    options.check(problems);
    problems.refuse();
    return Objects.requireNonNull(plan);
  }

  private Dataset make(FeaturePlan plan) throws IOException, DatasetException, LeakException {
    FromFiles files = source.files;
    if (files != null) {
      return new DatedDataset(plan, options.settings(null))
          .make(files.scoredFeatures, files.verdicts);
    }
    LabelledHistoryOptions history = Objects.requireNonNull(source.history);
    DatasetSettings settings = options.settings(history.labelDelay());
    List<DatasetManifest.SourceFile> read =
        List.of(
            new DatasetManifest.SourceFile(
                String.valueOf(history.file().getFileName()), Digests.sha256(history.file())),
            new DatasetManifest.SourceFile(
                String.valueOf(Path.of(history.mapping()).getFileName()), history.mappingDigest()));
    return new HistoryDataset(plan, HistoryIngest.withKeyOf(history.file(), plan), settings)
        .make(history::open, read, TrainingProgress.NONE);
  }
}
