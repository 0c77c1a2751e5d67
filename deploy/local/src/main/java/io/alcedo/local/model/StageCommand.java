package io.alcedo.local.model;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.FeaturePlans;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.ConfiguredTrust;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.Request;
import io.alcedo.schema.ModelAction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a bundle into the store, after every check that a host would make. */
@Command(
    name = "stage",
    description = {
      "Checks a bundle and puts it into the store, where assignments can name it.",
      "Signature, digests, operators, shapes and feature set are checked, and the model is loaded in"
          + " a child process first, so that one that crashes its loader gets no further."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo model stage models/card-fraud-2 --config alcedo.yaml --reason 'monthly retraining'"
    })
final class StageCommand implements Callable<Integer> {
  private static final Duration TRIAL = Duration.ofSeconds(60);

  @Parameters(paramLabel = "BUNDLE", description = "The bundle's directory.")
  private Path bundle = Path.of("");

  @Mixin private RegistryOptions registry = new RegistryOptions();
  @Mixin private AuditOptions audit = new AuditOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Request request = audit.request();
    ModelStore store = registry.store();
    AssignmentLog log = new AssignmentLog(registry.kafka(), InstantSource.system());
    log.latest(); // where the audit cannot be written, nothing is staged
    ModelBundle read;
    ModelVersion version;
    try {
      read = ModelBundle.read(bundle, ConfiguredTrust.of(registry.config().model()));
      requireOwnFeatures(read);
      version = store.stage(bundle, BundleTrial.within(TRIAL));
    } catch (BundleException e) {
      throw RegistryOptions.refused(e);
    }
    BundleManifest manifest = read.manifest();
    log.note(manifest.name(), ModelAction.STAGE, version, request);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: staged %s %s, %s%n",
        store.directory(manifest.name(), version.version()),
        manifest.name(),
        version.version(),
        read.signedBy() == null ? "whoever signed it" : "signed by " + read.signedBy());
    if (read.featureSet() == null) {
      out.println(
          "The bundle carries no feature set: a job runs it only where its own set has all of the"
              + " model's features.");
    }
    return ExitCodes.OK;
  }

  /** Holds the feature set's text against the definitions that the manifest's hashes name. */
  private static void requireOwnFeatures(ModelBundle bundle) throws BundleException {
    String text = bundle.featureSet();
    if (text == null) {
      return;
    }
    try {
      FeaturePlan plan = FeaturePlans.of(FeatureSet.parse(text, BundleManifest.FEATURES_FILE));
      FeatureBinding.bind(bundle.manifest(), plan.names(), plan.hashes());
    } catch (FeatureSetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, "the bundle is refused: " + e.getMessage());
    }
  }
}
