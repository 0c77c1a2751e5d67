package io.alcedo.registry;

import io.alcedo.model.KeyFileException;
import io.alcedo.model.TrustedKeys;
import io.alcedo.operations.settings.AlcedoConfig;
import java.nio.file.Path;

/** Whose bundles a configuration trusts. Stateless. */
public final class ConfiguredTrust {
  private ConfiguredTrust() {}

  /**
   * Reads the keys that {@code model.trusted_keys} names; anyone's bundles are trusted only where
   * {@code model.allow_unsigned} says so and no keys are named.
   *
   * @throws KeyFileException where a key's file is none
   * @throws IllegalArgumentException where neither is stated, or both are
   */
  public static TrustedKeys of(AlcedoConfig.Model model) throws KeyFileException {
    if (model.trustedKeys().isEmpty() != model.allowUnsigned()) {
      throw new IllegalArgumentException(
          "either trusted_keys names who signs bundles, or allow_unsigned is true: trusted_keys="
              + model.trustedKeys()
              + ", allow_unsigned="
              + model.allowUnsigned());
    }
    return model.allowUnsigned()
        ? TrustedKeys.anyUnsigned()
        : TrustedKeys.read(model.trustedKeys().stream().map(Path::of).toList());
  }
}
