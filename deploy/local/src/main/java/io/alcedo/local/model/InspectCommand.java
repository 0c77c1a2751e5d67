package io.alcedo.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.alcedo.local.ExitCodes;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ModelBundle;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.CommandLog;
import io.alcedo.registry.HostStatus;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RecordedCommand;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.registry.StatusReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows all that is known of a version. */
@Command(
    name = "inspect",
    description =
        "Shows a version: manifest, signature, figures, what it does, what hosts say of it, who asked"
            + " for what, and the reports of the gate and of monitoring where there are any.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed while running; the log says more",
      "2:the command line is off",
      "3:the machine lacks something (Java 17, libgomp)",
      "4:refused: the bundle, or the configuration",
      "5:the store has no such version",
    },
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo model inspect 20260301T0000-1a2b3c4d5e6f --config alcedo.yaml"})
final class InspectCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(InspectCommand.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Parameters(paramLabel = "VERSION", description = "The version, as 'alcedo model list' shows it.")
  private String version = "";

  @Mixin private RegistryOptions registry = new RegistryOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ModelStore store = registry.store();
    String model = registry.modelName();
    ModelBundle bundle;
    try {
      bundle = store.read(model, version);
    } catch (BundleException e) {
      throw RegistryOptions.refused(e);
    }
    print(bundle);
    ModelVersion id = new ModelVersion(version, bundle.digest());
    PrintWriter out = spec.commandLine().getOut();
    RegistryKafka kafka = registry.kafka();
    out.printf(
        "%-16s %s%n",
        "does",
        AssignmentText.roles(new AssignmentLog(kafka, InstantSource.system()).latest(model), id));
    printHosts(kafka, model);
    printCommands(kafka, model, id);
    printReport("gate", store.gateReport(model, version));
    printReport("monitoring", store.monitoringReport(model));
    return ExitCodes.OK;
  }

  private void print(ModelBundle bundle) {
    PrintWriter out = spec.commandLine().getOut();
    BundleManifest manifest = bundle.manifest();
    line("model", manifest.name() + " " + manifest.version());
    line("digest", bundle.digest());
    line("signed by", bundle.signedBy() == null ? "not looked at" : bundle.signedBy());
    line("made", manifest.createdAt().toString());
    line("parent", manifest.parentVersion() == null ? "none" : manifest.parentVersion());
    line("target", manifest.target().name().toLowerCase(Locale.ROOT));
    line("trained on", manifest.trainingWindow().from() + " to " + manifest.trainingWindow().to());
    line(
        "thresholds",
        String.format(
            Locale.ROOT,
            "review %.4f, decline %.4f",
            manifest.thresholds().review(),
            manifest.thresholds().decline()));
    line(
        "features",
        manifest.features().size()
            + (bundle.featureSet() == null ? ", without their set's text" : ", with their set"));
    manifest
        .metrics()
        .forEach((metric, value) -> out.printf(Locale.ROOT, "  %-30s %.6g%n", metric, value));
  }

  private void line(String name, String value) {
    spec.commandLine().getOut().printf("%-16s %s%n", name, value);
  }

  private void printHosts(RegistryKafka kafka, String model) throws IOException {
    try (StatusReader reader = new StatusReader(kafka, model)) {
      for (Map<String, HostStatus> said : StatusReader.newest(reader.next()).values()) {
        HostStatus status = said.get(version);
        if (status != null) {
          line(
              "host",
              status.host()
                  + " "
                  + status.state()
                  + " at "
                  + status.reportedAt()
                  + (status.rejected() ? " " + status.code() + ": " + status.reason() : ""));
        }
      }
    }
  }

  private void printCommands(RegistryKafka kafka, String model, ModelVersion id)
      throws IOException {
    for (RecordedCommand command : new CommandLog(kafka).commands(model)) {
      if (id.equals(command.target())) {
        line(
            "asked",
            command.requestedAt()
                + " "
                + command.action()
                + " by "
                + command.request().by()
                + (command.generation() == null
                    ? ", refused"
                    : ", generation " + command.generation())
                + (command.request().reason().isBlank() ? "" : ": " + command.request().reason()));
      }
    }
  }

  private void printReport(String name, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    line(name, file.toString());
    String text = Files.readString(file);
    try {
      JsonNode report = JSON.readTree(text);
      spec.commandLine().getOut().println(JSON.writeValueAsString(report));
    } catch (IOException e) {
      LOG.warn("A report is no JSON: file={}", file, e);
      line("", "is no JSON: " + e.getMessage());
    }
  }
}
