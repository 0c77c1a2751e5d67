package io.alcedo.registry;

import io.alcedo.schema.ModelReference;
import java.io.Serializable;

/**
 * One version of a model. Immutable.
 *
 * @param version names it within the model
 * @param digest SHA-256 of its bundle's manifest in lower-case hex, which tells whether a bundle is
 *     it
 */
public record ModelVersion(String version, String digest) implements Serializable {
  /** Checks that neither is blank. */
  public ModelVersion {
    if (version.isBlank() || digest.isBlank()) {
      throw new IllegalArgumentException(
          "A model's version has a name and a digest: version=" + version + ", digest=" + digest);
    }
  }

  /** Returns the version that a record names. */
  public static ModelVersion of(ModelReference reference) {
    return new ModelVersion(reference.getVersion(), reference.getDigest());
  }

  /** Returns the record that names this version. */
  public ModelReference toRecord() {
    ModelReference reference = new ModelReference();
    reference.setVersion(version);
    reference.setDigest(digest);
    return reference;
  }
}
