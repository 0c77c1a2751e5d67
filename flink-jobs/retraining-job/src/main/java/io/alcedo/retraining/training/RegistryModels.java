package io.alcedo.retraining.training;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.TrustedKeys;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.CommandLog;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.registry.RefusedChangeException.Rule;
import io.alcedo.registry.Request;
import io.alcedo.schema.ModelAction;
import io.alcedo.training.trainer.TrainingException;
import io.alcedo.training.trainer.TrainingException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a model in its store and on Kafka. Where no version was ever made active, the
 * bundle that the configuration names is the champion: it is staged and made active first, so that
 * there is something to go back to. For one thread.
 */
final class RegistryModels implements Models {
  private static final String BY = "gate";
  private static final BundleTrial TRIAL = BundleTrial.within(Duration.ofMinutes(2));

  private final String modelName;
  private final ModelStore store;
  private final AssignmentLog log;
  private final CommandLog commands;
  private final Path first;
  private final TrustedKeys trust;

  /**
   * The run that had promoted nothing when the audit was read; only this object promotes for it.
   */
  private @Nullable String notPromoted;

  /**
   * Opens the versions of a model.
   *
   * @param first the bundle that the configuration names
   * @param trust whose bundles count
   */
  RegistryModels(
      String modelName,
      ModelStore store,
      AssignmentLog log,
      CommandLog commands,
      Path first,
      TrustedKeys trust) {
    this.modelName = modelName;
    this.store = store;
    this.log = log;
    this.commands = commands;
    this.first = first;
    this.trust = trust;
  }

  @Override
  public ModelVersion champion() throws IOException {
    ModelVersion active = log.latest(modelName).active();
    return active == null ? made(first) : active;
  }

  private ModelVersion made(Path bundle) throws IOException {
    try {
      ModelBundle read = ModelBundle.read(bundle, trust);
      if (!read.manifest().name().equals(modelName)) {
        throw new IOException(
            "The model that is trained is the one that scores: learning.model_name="
                + modelName
                + ", model.bundle="
                + read.manifest().name());
      }
      ModelVersion version = store.stage(bundle, TRIAL);
      log.change(
          modelName,
          Change.promote(version),
          new Request(BY, "the configured bundle is the first champion"));
      return version;
    } catch (BundleException e) {
      throw new IOException("The first champion's bundle is good: bundle=" + bundle, e);
    } catch (RefusedChangeException e) {
      throw new IOException("Someone else made a first champion", e);
    }
  }

  @Override
  public Role role(ModelVersion version) throws IOException {
    Assignment now = log.latest(modelName);
    if (version.equals(now.active())) {
      return Role.ACTIVE;
    }
    return version.equals(now.canary()) || now.shadows().contains(version)
        ? Role.BESIDE
        : Role.NONE;
  }

  @Override
  public boolean wasPromoted(String run, ModelVersion version) throws IOException {
    if (run.equals(notPromoted)) {
      return false;
    }
    boolean was =
        commands.commands(modelName).stream()
            .anyMatch(
                command ->
                    command.action() == ModelAction.PROMOTE
                        && command.generation() != null
                        && version.equals(command.target())
                        && command.request().reason().startsWith(reason(run, "")));
    notPromoted = was ? null : run;
    return was;
  }

  @Override
  public Path bundle(ModelVersion version) throws IOException {
    try {
      store.resolve(modelName, version);
      return store.directory(modelName, version.version());
    } catch (BundleException e) {
      throw new IOException("A version's bundle is good: version=" + version.version(), e);
    }
  }

  @Override
  public ModelVersion stage(Path bundle, String run, String why)
      throws IOException, TrainingException {
    ModelVersion version;
    try {
      version = kept(bundle);
    } catch (BundleException e) {
      throw new TrainingException(
          Code.BUNDLE, "A trained bundle can be staged: run=" + run + ": " + e.getMessage(), e);
    }
    boolean noted =
        commands.commands(modelName).stream()
            .anyMatch(
                command ->
                    command.action() == ModelAction.STAGE && version.equals(command.target()));
    if (!noted) {
      log.note(modelName, ModelAction.STAGE, version, request(run, why));
    }
    return version;
  }

  /**
   * A version is named by what was learned, not by when and after which champion: where the same
   * was learned before, the store's bundle of it holds.
   */
  private ModelVersion kept(Path bundle) throws BundleException {
    String version = ModelBundle.read(bundle, trust).manifest().version();
    return Files.exists(store.directory(modelName, version))
        ? new ModelVersion(version, store.read(modelName, version).digest())
        : store.stage(bundle, TRIAL);
  }

  @Override
  public void shadow(ModelVersion version, String run, String why)
      throws IOException, RefusedChangeException {
    change(Change.shadow(version), run, why);
  }

  @Override
  public void retire(ModelVersion version, String run, String why)
      throws IOException, RefusedChangeException {
    change(Change.retire(version), run, why);
  }

  @Override
  public void promote(ModelVersion version, ModelVersion champion, String run, String why)
      throws IOException, RefusedChangeException {
    notPromoted = null;
    change(Change.promote(version).whileActive(champion), run, why);
  }

  private void change(Change change, String run, String why)
      throws IOException, RefusedChangeException {
    try {
      log.change(modelName, change, request(run, why));
    } catch (RefusedChangeException e) {
      if (e.rule() != Rule.CHANGES_SOMETHING) {
        throw e;
      }
    }
  }

  private static Request request(String run, String why) {
    return new Request(BY, reason(run, why));
  }

  private static String reason(String run, String why) {
    return "run " + run + ": " + why;
  }

  @Override
  public void keepBeside(ModelVersion version, String name, byte[] bytes) throws IOException {
    Path file = besideFile(version, name);
    Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.write(draft, bytes);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public byte @Nullable [] beside(ModelVersion version, String name) throws IOException {
    Path file = besideFile(version, name);
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  /** Names as the store's own for the gate's report. */
  private Path besideFile(ModelVersion version, String name) {
    return store
        .directory(modelName, version.version())
        .resolveSibling(version.version() + "." + name);
  }
}
