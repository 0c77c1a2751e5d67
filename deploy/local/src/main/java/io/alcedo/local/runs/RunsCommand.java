package io.alcedo.local.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.training.run.RunComparison;
import io.alcedo.training.run.RunJson;
import io.alcedo.training.run.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads the records of past trainings. */
@Command(
    name = "runs",
    description = "Lists, shows and compares the records of past trainings.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo runs list", "  alcedo runs compare 20260301T1200 20260302T0900"})
public final class RunsCommand implements Runnable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String ID =
      "The run's id, or as much of its start or end as no other run shares.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "One of list, show, compare is missing.");
  }

  @Command(
      name = "list",
      description = "Lists all runs, the earliest first.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo runs list"})
  int list(
      @Mixin RunsOption runs,
      @Option(names = "--json", description = "Prints the records as a JSON array.") boolean json)
      throws IOException {
    List<RunRecord> all = runs.directory().list();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ArrayNode array = JSON.createArrayNode();
      all.forEach(run -> array.add(RunJson.of(run)));
      out.println(JSON.writeValueAsString(array));
      return ExitCodes.OK;
    }
    out.printf(
        "%-32s %-9s %-9s %9s %9s %9s%n", "RUN", "COMMAND", "TRAINER", "SECONDS", "AUC", "AP");
    for (RunRecord run : all) {
      out.printf(
          Locale.ROOT,
          "%-32s %-9s %-9s %9.1f %9s %9s%n",
          run.id(),
          run.command(),
          run.trainer(),
          run.duration().toMillis() / 1000.0,
          metric(run, "auc"),
          metric(run, "averagePrecision"));
    }
    return ExitCodes.OK;
  }

  @Command(
      name = "show",
      description = "Shows all that is recorded of a run, as JSON.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "2:the command line is off",
        "5:no run, or more than one, is meant"
      },
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo runs show 20260301T120000250Z-1a2b3c4d"})
  int show(
      @Mixin RunsOption runs,
      @Parameters(paramLabel = "RUN", description = ID) String id,
      @Option(names = "--json", description = "Prints the record as JSON, as it does anyway.")
          boolean json)
      throws IOException {
    RunRecord run = one(runs, id);
    spec.commandLine().getOut().println(JSON.writeValueAsString(RunJson.of(run)));
    return ExitCodes.OK;
  }

  @Command(
      name = "compare",
      description =
          "Puts runs side by side: what they came of where that differs, and all that was measured.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "2:the command line is off",
        "5:no run, or more than one, is meant"
      },
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo runs compare 1a2b3c4d 5e6f7a8b"})
  int compare(
      @Mixin RunsOption runs,
      @Parameters(arity = "2..*", paramLabel = "RUN", description = ID) List<String> ids,
      @Option(names = "--json", description = "Prints the comparison as JSON.") boolean json)
      throws IOException {
    List<RunRecord> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(one(runs, id));
    }
    RunComparison comparison = RunComparison.of(chosen);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = JSON.valueToTree(comparison);
      out.println(JSON.writeValueAsString(root));
      return ExitCodes.OK;
    }
    print(out, "run", comparison.ids());
    comparison.causes().forEach(line -> print(out, line.name(), line.values()));
    comparison.metrics().forEach(line -> print(out, line.name(), line.values()));
    return ExitCodes.OK;
  }

  private static RunRecord one(RunsOption runs, String id) throws IOException {
    List<RunRecord> found = runs.directory().matching(id);
    if (found.size() != 1) {
      throw new CommandFailure(
          ExitCodes.NOT_FOUND,
          "One run is meant: id="
              + id
              + ", found="
              + found.stream().map(RunRecord::id).toList()
              + ", runs="
              + runs.directory().path());
    }
    return found.get(0);
  }

  private static String metric(RunRecord run, String name) {
    Double value = run.metrics().get(name);
    return value == null || value.isNaN() ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static void print(PrintWriter out, String name, List<String> values) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
    values.forEach(value -> line.append(String.format(Locale.ROOT, " %-32s", value)));
    out.println(line.toString().stripTrailing());
  }
}
