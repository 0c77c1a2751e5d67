package io.alcedo.local.model;

import io.alcedo.local.ExitCodes;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ModelBundle;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the versions in the store and what each does. */
@Command(
    name = "list",
    description = "Lists the versions in the store, and what each does.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo model list --config alcedo.yaml"})
final class ListCommand implements Callable<Integer> {
  private static final String ROW = "%-20s %-32s %-18s %-20s %8s  %s%n";

  @Mixin private RegistryOptions registry = new RegistryOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ModelStore store = registry.store();
    Map<String, Assignment> assignments =
        new AssignmentLog(registry.kafka(), InstantSource.system()).latest();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(ROW, "MODEL", "VERSION", "DOES", "MADE", "AP", "SIGNED BY");
    for (String model : registry.modelNames()) {
      Assignment assignment = assignments.getOrDefault(model, Assignment.none(model));
      for (String version : store.versions(model)) {
        try {
          print(assignment, store.read(model, version));
        } catch (BundleException e) {
          out.printf("%-20s %-32s refused: %s%n", model, version, e.problem());
        }
      }
    }
    return ExitCodes.OK;
  }

  private void print(Assignment assignment, ModelBundle bundle) {
    BundleManifest manifest = bundle.manifest();
    Double precision = manifest.metrics().get("averagePrecision");
    spec.commandLine()
        .getOut()
        .printf(
            ROW,
            manifest.name(),
            manifest.version(),
            AssignmentText.roles(assignment, new ModelVersion(manifest.version(), bundle.digest())),
            manifest.createdAt().toString().substring(0, 19),
            precision == null || precision.isNaN()
                ? ""
                : String.format(Locale.ROOT, "%.4f", precision),
            bundle.signedBy() == null ? "" : bundle.signedBy());
  }
}
