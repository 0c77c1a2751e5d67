package io.alcedo.scoring.roster;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.KeyFileException;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.TrustedKeys;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.ConfiguredTrust;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bundles of a configuration: the one that it names, and those of its store; and whose of them
 * are trusted. Reads at each call. Immutable.
 */
public final class ConfiguredBundles {
  private final Path first;
  private final @Nullable ModelStore store;
  private final TrustedKeys trust;

  private ConfiguredBundles(Path first, @Nullable ModelStore store, TrustedKeys trust) {
    this.first = first;
    this.store = store;
    this.trust = trust;
  }

  /**
   * Returns the bundles of a configuration.
   *
   * @throws BundleException UNTRUSTED_KEY where it is not plain whom to trust, or a key cannot be
   *     read
   */
  public static ConfiguredBundles of(AlcedoConfig.Model config) throws BundleException {
    TrustedKeys trust;
    try {
      trust = ConfiguredTrust.of(config);
    } catch (KeyFileException | IllegalArgumentException e) {
      throw new BundleException(BundleProblem.UNTRUSTED_KEY, String.valueOf(e.getMessage()), e);
    }
    String store = config.store();
    return new ConfiguredBundles(
        Path.of(config.bundle()),
        store == null ? null : new ModelStore(Path.of(store), trust),
        trust);
  }

  /**
   * Reads the bundle that the configuration names.
   *
   * @throws BundleException where it is wrong or not trusted
   */
  public ModelBundle first() throws BundleException {
    return ModelBundle.read(first, trust);
  }

  /**
   * Reads the bundle of a version: from the store, or the one that the configuration names where it
   * is that.
   *
   * @throws BundleException where there is none, or it is wrong, not trusted or another one
   */
  public ModelBundle read(String modelName, ModelVersion version) throws BundleException {
    if (store != null && Files.isDirectory(store.directory(modelName, version.version()))) {
      return store.resolve(modelName, version);
    }
    ModelBundle own = first();
    if (!own.digest().equals(version.digest()) || !own.manifest().name().equals(modelName)) {
      throw new BundleException(
          BundleProblem.MISSING_FILE,
          "A version that is not that of model.bundle is in model.store: model="
              + modelName
              + ", version="
              + version.version());
    }
    return own;
  }
}
