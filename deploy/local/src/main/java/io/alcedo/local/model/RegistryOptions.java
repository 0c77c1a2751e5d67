package io.alcedo.local.model;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ConfigOptions;
import io.alcedo.local.ExitCodes;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.KeyFileException;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.ConfiguredTrust;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RegistryKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command reaches the store and the log of assignments. */
final class RegistryOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model's name (default: the only one that the store has).")
  private @Nullable String modelName;

  private @Nullable AlcedoConfig read;

  /** Returns the configuration. */
  AlcedoConfig config() throws ConfigException {
    if (read == null) {
      read = options.read(Map.of());
    }
    return read;
  }

  /** Returns how Kafka is reached. */
  RegistryKafka kafka() throws ConfigException {
    return RegistryKafka.of(config()).within(PATIENCE);
  }

  /** Returns the store, which trusts those whom the configuration names. */
  ModelStore store() throws ConfigException {
    AlcedoConfig.Model model = config().model();
    String root = model.store();
    if (root == null) {
      throw new CommandFailure(
          ExitCodes.REFUSED,
          "model.store names the directory of all versions: --config=" + options.file());
    }
    try {
      return new ModelStore(Path.of(root), ConfiguredTrust.of(model));
    } catch (KeyFileException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCodes.REFUSED, "model: " + e.getMessage());
    }
  }

  /** Returns the name of the model that is meant. */
  String modelName() throws ConfigException, IOException {
    if (modelName != null) {
      return modelName;
    }
    List<String> models = store().models();
    if (models.size() != 1) {
      throw new CommandFailure(
          ExitCodes.NOT_FOUND,
          "--model names a model unless the store has exactly one: store has=" + models);
    }
    return models.get(0);
  }

  /** Returns the model that --model names, else all that the store has. */
  List<String> modelNames() throws ConfigException, IOException {
    return modelName == null ? store().models() : List.of(modelName);
  }

  /** Returns a version that does something, whether the store still has it or not. */
  ModelVersion assigned(String version) throws ConfigException, IOException {
    String model = modelName();
    return new AssignmentLog(kafka(), InstantSource.system())
        .latest(model).lineUp().stream()
            .filter(known -> known.version().equals(version))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCodes.REFUSED,
                        "The version does something: model=" + model + ", version=" + version));
  }

  /** Returns a version that the store has, after verifying its bundle. */
  ModelVersion stored(String version) throws ConfigException, IOException {
    String model = modelName();
    try {
      return new ModelVersion(version, store().read(model, version).digest());
    } catch (BundleException e) {
      throw refused(e);
    }
  }

  /** Returns how a command ends that a bundle's problem stops. */
  static CommandFailure refused(BundleException e) {
    int code = e.problem() == BundleProblem.MISSING_FILE ? ExitCodes.NOT_FOUND : ExitCodes.REFUSED;
    return new CommandFailure(
        code, "the bundle is refused: " + e.problem() + ": " + e.getMessage());
  }
}
