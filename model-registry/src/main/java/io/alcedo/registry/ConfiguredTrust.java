package io.alcedo.registry;

import io.alcedo.model.KeyFileException;
import io.alcedo.model.TrustedKeys;
import io.alcedo.operations.settings.AlcedoConfig;
import java.nio.file.Path;

/** Whose bundles a configuration trusts. Stateless. */
public final class ConfiguredTrust {
  private ConfiguredTrust() {}

  /**
   * Reads the keys that {@code model.trusted_keys} names. Where it names none, anyone's bundles are
   * trusted if {@code model.allow_unsigned} says so.
   *
   * @throws KeyFileException where a key's file is none
   * @throws IllegalArgumentException where no key is named and unsigned bundles are not allowed
   */
  public static TrustedKeys of(AlcedoConfig.Model model) throws KeyFileException {
    if (!model.trustedKeys().isEmpty()) {
      return TrustedKeys.read(model.trustedKeys().stream().map(Path::of).toList());
    }
    if (!model.allowUnsigned()) {
      throw new IllegalArgumentException(
          "trusted_keys names who signs bundles, or allow_unsigned is true: trusted_keys=[],"
              + " allow_unsigned=false");
    }
    return TrustedKeys.anyUnsigned();
  }
}
