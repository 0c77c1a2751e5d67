package io.alcedo.local.serve;

import io.alcedo.local.ConfigOptions;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.scoring.StartChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the scoring job against any Kafka until it is stopped. */
@Command(
    name = "score",
    description = {
      "Scores the transactions of any Kafka until it is stopped (Ctrl-C).",
      "Everything that the configuration names is checked first: all problems are listed, and"
          + " nothing starts. Where state.checkpoint_directory is set, a run goes on from the newest"
          + " checkpoint that an earlier one has left; give it the same --bootstrap as before."
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
      "  alcedo score --config alcedo.yaml",
      "  alcedo score --config alcedo.yaml --set job.parallelism=4 --set state.backend=rocksdb",
      "  alcedo score --config alcedo.yaml --bootstrap history.csv.gz --mapping mapping.yaml",
      "  alcedo score --config alcedo.yaml --alerts-per-day 500",
    })
public final class ScoreCommand implements Callable<Integer> {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--bootstrap",
      paramLabel = "FILE|TOPIC",
      description =
          "History that fills the profiles first, without output: a CSV file where there is one of"
              + " this name, else a topic. Holds instead of the configuration's.")
  private @Nullable String bootstrap;

  @Option(
      names = "--mapping",
      paramLabel = "NAME|FILE",
      description = "Which column of the --bootstrap file is what: 'handbook' or a YAML file.")
  private @Nullable String mapping;

  @Option(
      names = "--alerts-per-day",
      paramLabel = "N",
      description =
          "Let the review threshold follow the scores so that a day brings N alerts. Holds instead"
              + " of the configuration's decision.alerts_per_day.")
  private @Nullable Integer alertsPerDay;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    AlcedoConfig config = config();
    return JobWatch.run(
        ServedJob.scoring(config),
        "scoring " + config.topics().transactions() + " of " + config.kafka().bootstrapServers(),
        spec.commandLine().getOut());
  }

  private AlcedoConfig config() throws ConfigException {
    Map<String, String> overrides = new LinkedHashMap<>();
    if (alertsPerDay != null) {
      overrides.put("decision.alerts_per_day", alertsPerDay.toString());
    }
    String history = bootstrap;
    if (history != null) {
      boolean isFile = Files.exists(Path.of(history)) || history.matches(".*(/|\\.csv|\\.gz$).*");
      overrides.put("bootstrap.file", isFile ? history : "");
      overrides.put("bootstrap.topic", isFile ? "" : history);
    }
    if (mapping != null) {
      if (history == null) {
        throw new ParameterException(
            spec.commandLine(), "--mapping says how the file of --bootstrap is read: add one");
      }
      overrides.put("bootstrap.mapping", mapping);
    }
    AlcedoConfig config;
    try {
      config = options.read(overrides);
    } catch (ConfigException e) {
      throw StartChecks.withWhatElse(e);
    }
    StartChecks.require(config);
    return config;
  }
}
