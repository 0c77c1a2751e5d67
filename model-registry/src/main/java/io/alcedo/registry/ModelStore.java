package io.alcedo.registry;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.BundleWriter;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bundles of all versions of all models, in directories {@code ROOT/NAME/VERSION} that every
 * host sees. A version appears whole, stays as it is, and is read only after its signature and
 * digests were verified. Reports of a version and of a model lie beside them. Immutable, any
 * thread.
 */
public final class ModelStore {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

  private final Path root;
  private final TrustedKeys trust;

  /**
   * Opens a store; its directory need not be there yet.
   *
   * @param trust whose bundles it takes and gives
   */
  public ModelStore(Path root, TrustedKeys trust) {
    this.root = root;
    this.trust = trust;
  }

  /**
   * Verifies a bundle, tries it in a child process and copies the very bytes that were verified to
   * their place. A version that is there already with the same digest is left as it is.
   *
   * @throws BundleException what is wrong with the bundle; DIGEST_MISMATCH where the store has
   *     another bundle of this version
   */
  public ModelVersion stage(Path bundle, BundleTrial trial) throws BundleException {
    ModelBundle read = ModelBundle.read(bundle, trust);
    trial.run(read);
    BundleManifest manifest = read.manifest();
    Path place = directory(manifest.name(), manifest.version());
    if (!Files.exists(place)) {
      try {
        BundleWriter.copy(read, place);
      } catch (BundleException e) {
        if (!Files.exists(place)) {
          throw e;
        }
        // Another stages the same version; what it put there is looked at like any.
      }
    }
    ModelVersion version = new ModelVersion(manifest.version(), read.digest());
    resolve(manifest.name(), version);
    return version;
  }

  /**
   * Returns the bundle of a version that an assignment names.
   *
   * @throws BundleException what is wrong with it; DIGEST_MISMATCH where it is another bundle
   */
  public ModelBundle resolve(String modelName, ModelVersion version) throws BundleException {
    ModelBundle bundle = read(modelName, version.version());
    if (!bundle.digest().equals(version.digest())) {
      throw new BundleException(
          BundleProblem.DIGEST_MISMATCH,
          "A version is one bundle: model="
              + modelName
              + ", version="
              + version.version()
              + ", expected="
              + version.digest()
              + ", stored="
              + bundle.digest());
    }
    return bundle;
  }

  /**
   * Returns the bundle that the store has of a version.
   *
   * @throws BundleException what is wrong with it; MISSING_FILE where there is none
   */
  public ModelBundle read(String modelName, String version) throws BundleException {
    ModelBundle bundle = ModelBundle.read(directory(modelName, version), trust);
    BundleManifest manifest = bundle.manifest();
    if (!manifest.name().equals(modelName) || !manifest.version().equals(version)) {
      throw new BundleException(
          BundleProblem.UNREADABLE_MANIFEST,
          "A bundle lies under the name and version of its manifest: model="
              + modelName
              + ", version="
              + version
              + ", manifest="
              + manifest.name()
              + " "
              + manifest.version());
    }
    return bundle;
  }

  /**
   * Returns the names of the models that have a version, in order.
   *
   * @throws IOException where the store cannot be read
   */
  public List<String> models() throws IOException {
    return directories(root);
  }

  /**
   * Returns the versions of a model that have a directory, in order; whether each is a bundle is
   * for {@link #read} to say.
   *
   * @throws IOException where the store cannot be read
   */
  public List<String> versions(String modelName) throws IOException {
    return directories(modelDirectory(modelName));
  }

  private static List<String> directories(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .filter(name -> PLAIN.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  /** Returns where the bundle of a version is. */
  public Path directory(String modelName, String version) {
    return modelDirectory(modelName).resolve(plain("version", version));
  }

  /** Returns where the report of the gate that judged a version is, if one did. */
  public Path gateReport(String modelName, String version) {
    return modelDirectory(modelName).resolve(plain("version", version) + ".gate.json");
  }

  /** Returns where the newest monitoring report of a model is, if there is one. */
  public Path monitoringReport(String modelName) {
    return modelDirectory(modelName).resolve("monitoring.json");
  }

  private Path modelDirectory(String modelName) {
    return root.resolve(plain("model", modelName));
  }

  private static String plain(String what, String name) {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A " + what + "'s name matches " + PLAIN + ": " + what + "=" + name);
    }
    return name;
  }
}
