package io.alcedo.local.dataset;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prepares data to train on, as a step that can be looked at. */
@Command(
    name = "dataset",
    description = "Builds and describes datasets: labelled feature vectors in dated Avro files.",
    mixinStandardHelpOptions = true,
    subcommands = {BuildCommand.class, DescribeCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo dataset build --transactions history.csv.gz --mapping mapping.yaml \\",
      "      --feature-set card-payments --delay-days 7 --output datasets/march",
      "  alcedo dataset describe datasets/march"
    })
public final class DatasetCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "One of build, describe is missing.");
  }
}
