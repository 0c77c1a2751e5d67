package io.alcedo.local.serve;

import io.alcedo.local.ConfigOptions;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.retraining.LearningChecks;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the retraining job against any Kafka until it is stopped. */
@Command(
    name = "learn",
    description = {
      "Turns verdicts into labels, keeps what was scored and judged as dated files, and trains on"
          + " them, until it is stopped (Ctrl-C).",
      "Everything that the configuration names is checked first: all problems are listed, and"
          + " nothing starts. Where state.checkpoint_directory is set, a run goes on from the"
          + " newest checkpoint that an earlier one has left."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the job has ended (kafka.bounded)",
      "1:the job failed; the log says more",
      "2:the command line is off",
      "3:the machine lacks something (Java 17, libgomp)",
      "4:refused to start; all problems are listed",
      "130:stopped by Ctrl-C, cleanly (143: by a SIGTERM)",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo learn --config alcedo.yaml",
      "  alcedo learn --config alcedo.yaml --require-approval",
      "  alcedo learn --config alcedo.yaml --set learning.directory=s3://fraud/learning"
    })
public final class LearnCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--require-approval",
      description =
          "Let a challenger that passed the gate wait for 'alcedo model promote': short for --set"
              + " learning.require_approval=true.")
  private boolean requireApproval;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    AlcedoConfig config = config();
    LearningChecks.require(config);
    return JobWatch.run(
        ServedJob.learning(config),
        "learning from "
            + config.topics().feedback()
            + " of "
            + config.kafka().bootstrapServers()
            + " into "
            + config.learning().directory(),
        spec.commandLine().getOut());
  }

  private AlcedoConfig config() throws ConfigException {
    try {
      return options.read(requireApproval ? Map.of("learning.require_approval", "true") : Map.of());
    } catch (ConfigException e) {
      throw LearningChecks.withWhatElse(e);
    }
  }
}
