package io.alcedo.local;

import io.alcedo.local.analyst.AlertsCommand;
import io.alcedo.local.analyst.FeedbackCommand;
import io.alcedo.local.backtest.BacktestCommand;
import io.alcedo.local.bench.BenchCommand;
import io.alcedo.local.dataset.DatasetCommand;
import io.alcedo.local.demo.DemoCommand;
import io.alcedo.local.features.FeaturesCommand;
import io.alcedo.local.inspect.DeadLettersCommand;
import io.alcedo.local.inspect.ExplainCommand;
import io.alcedo.local.inspect.TailCommand;
import io.alcedo.local.keys.KeysCommand;
import io.alcedo.local.model.ModelCommand;
import io.alcedo.local.model.RetrainCommand;
import io.alcedo.local.runs.RunsCommand;
import io.alcedo.local.serve.LearnCommand;
import io.alcedo.local.serve.ScoreCommand;
import io.alcedo.local.topics.TopicsCommand;
import io.alcedo.local.traffic.ReplayCommand;
import io.alcedo.local.traffic.SimulateCommand;
import io.alcedo.local.train.TrainCommand;
import io.alcedo.operations.settings.ConfigException;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the {@code alcedo} command. */
@Command(
    name = "alcedo",
    description = "Scores card transactions for fraud, in a stream, in real time.",
    mixinStandardHelpOptions = true,
    versionProvider = AlcedoCommand.Version.class,
    subcommands = {
      DemoCommand.class,
      DatasetCommand.class,
      TrainCommand.class,
      BacktestCommand.class,
      RunsCommand.class,
      ModelCommand.class,
      RetrainCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      TopicsCommand.class,
      KeysCommand.class,
      TailCommand.class,
      ExplainCommand.class,
      DeadLettersCommand.class,
      FeaturesCommand.class,
      ScoreCommand.class,
      LearnCommand.class,
      FeedbackCommand.class,
      AlertsCommand.class,
      BenchCommand.class,
    },
    footer = {"", "'alcedo COMMAND --help' says more; start with 'alcedo demo'."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed while running; the log says more",
      "2:the command line is off",
      "3:the machine lacks something (Java 17, libgomp)",
      "4:refused to start; all problems are listed",
      "5:what was asked for is not there",
    })
public final class AlcedoCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AlcedoCommand.class);

  private static final Map<String, String> SHARED_EXIT_CODES =
      new TreeMap<>(
          Map.of(
              "0", "done",
              "1", "failed while running; the log says more",
              "2", "the command line is off",
              "3", "the machine lacks something (Java 17, libgomp)",
              "4", "refused to start; all problems are listed"));

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Returns the whole command line, ready to execute. */
  public static CommandLine commandLine() {
    CommandLine root =
        new CommandLine(new AlcedoCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler(AlcedoCommand::fail)
            .setParameterExceptionHandler(new AllUsageProblems());
    stateExitCodes(root);
    return root;
  }

  /** Gives the exit codes that all commands share to those that state none of their own. */
  private static void stateExitCodes(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeListHeading("%nExit codes:%n");
      usage.exitCodeList(SHARED_EXIT_CODES);
    }
    command.getSubcommands().values().forEach(AlcedoCommand::stateExitCodes);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  private static int fail(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    if (thrown instanceof CommandFailure failure) {
      command.getErr().println("alcedo: " + failure.getMessage());
      return failure.exitCode();
    }
    if (thrown instanceof ConfigException refused) {
      command.getErr().println("alcedo: " + refused.getMessage());
      return ExitCodes.REFUSED;
    }
    if (thrown instanceof IllegalArgumentException refused) {
      LOG.error("The command was refused", thrown);
      command.getErr().println("alcedo: " + refused.getMessage());
      return ExitCodes.REFUSED;
    }
    LOG.error("The command failed", thrown);
    command.getErr().println("alcedo: failed: " + rootMessage(thrown));
    command
        .getErr()
        .println("alcedo: the log says more: " + System.getProperty("alcedo.log", "alcedo.log"));
    return ExitCodes.FAILED;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /** The version that the build wrote into the jar, or of a build directory. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = AlcedoCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "alcedo " + (version == null ? "0.1.0-SNAPSHOT" : version),
        "Java " + System.getProperty("java.version"),
      };
    }
  }
}
