package io.alcedo.local.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands that measure. */
@Command(
    name = "bench",
    description = "Measures this machine with the embedded Kafka and Flink.",
    mixinStandardHelpOptions = true,
    subcommands = {ThroughputCommand.class, SwapCommand.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What to measure is missing: throughput or swap.");
  }
}
