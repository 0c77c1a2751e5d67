package io.alcedo.scoring.roster;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.KeyFileException;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.TrustedKeys;
import io.alcedo.operations.settings.AlcedoConfig;
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
  private final @Nullable Path store;
  private final TrustedKeys trust;

  private ConfiguredBundles(Path first, @Nullable Path store, TrustedKeys trust) {
    this.first = first;
    this.store = store;
    this.trust = trust;
  }

  /**
   * Returns the bundles of a configuration.
   *
   * @throws BundleException where the trusted keys cannot be read, or none is stated and unsigned
   *     bundles are not allowed either
   */
  public static ConfiguredBundles of(AlcedoConfig.Model config) throws BundleException {
    String store = config.store();
    return new ConfiguredBundles(
        Path.of(config.bundle()), store == null ? null : Path.of(store), trust(config));
  }

  private static TrustedKeys trust(AlcedoConfig.Model config) throws BundleException {
    if (config.trustedKeys().isEmpty()) {
      if (config.allowUnsigned()) {
        return TrustedKeys.anyUnsigned();
      }
      throw new BundleException(
          BundleProblem.UNTRUSTED_KEY,
          "model.trusted_keys names a public key, or model.allow_unsigned=true is stated");
    }
    try {
      return TrustedKeys.read(config.trustedKeys().stream().map(Path::of).toList());
    } catch (KeyFileException e) {
      throw new BundleException(
          BundleProblem.UNTRUSTED_KEY, "model.trusted_keys: " + e.getMessage(), e);
    }
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
    Path stored = store == null ? null : store.resolve(modelName).resolve(version.version());
    ModelBundle bundle =
        stored != null && Files.isDirectory(stored) ? ModelBundle.read(stored, trust) : first();
    if (!bundle.digest().equals(version.digest())) {
      throw new BundleException(
          stored != null && Files.isDirectory(stored)
              ? BundleProblem.DIGEST_MISMATCH
              : BundleProblem.MISSING_FILE,
          "A bundle is the one that the assignment names: model="
              + modelName
              + ", version="
              + version.version()
              + ", expected="
              + version.digest()
              + ", actual="
              + bundle.digest());
    }
    return bundle;
  }
}
