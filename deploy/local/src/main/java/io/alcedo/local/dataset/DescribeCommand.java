package io.alcedo.local.dataset;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetDescription;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes a dataset: what it holds, what was left out and why. */
@Command(
    name = "describe",
    description = {
      "Describes a dataset: its parts and days, what was left out by which rule, how late labels"
          + " came, and in which share of rows each feature is unknown.",
      "Every file is checked against its digest."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo dataset describe datasets/march"})
public final class DescribeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The dataset's directory.")
  private Path directory = Path.of("");

  @Option(names = "--json", description = "Prints the description as JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      DatasetDescription description = DatasetDescription.of(Dataset.read(directory));
      if (json) {
        out.print(new String(DatasetJson.write(description), StandardCharsets.UTF_8));
        out.flush();
      } else {
        DescriptionText.whole(description, out);
      }
      return ExitCodes.OK;
    } catch (DatasetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }
}
