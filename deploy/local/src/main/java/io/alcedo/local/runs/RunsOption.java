package io.alcedo.local.runs;

import io.alcedo.training.run.RunDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where the records of runs lie. */
public final class RunsOption {
  @Option(
      names = "--runs",
      defaultValue = "${sys:alcedo.runs:-.alcedo/runs}",
      paramLabel = "DIR",
      description = "The directory of the records of runs (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("");

  /** Returns the directory; it need not exist. */
  public RunDirectory directory() {
    return new RunDirectory(directory);
  }
}
