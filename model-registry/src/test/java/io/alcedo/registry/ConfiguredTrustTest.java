package io.alcedo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.model.KeyFileException;
import io.alcedo.model.SigningKey;
import io.alcedo.operations.settings.AlcedoConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredTrustTest {
  @TempDir Path directory;

  @Test
  void namedKeysAreTrustedAndUnsignedBundlesOnlyIfStated() throws Exception {
    Path file = directory.resolve("key");
    SigningKey key = SigningKey.create(file);
    String pub = SigningKey.publicFile(file).toString();
    assertThat(ConfiguredTrust.of(model(Map.of("model.trusted_keys", pub))).keyIds())
        .containsExactly(key.keyId());
    assertThat(ConfiguredTrust.of(model(Map.of("model.allow_unsigned", "true"))).signatureNeeded())
        .isFalse();
  }

  @Test
  void namedKeysHoldWhateverIsAllowedWithoutThem() throws Exception {
    Path file = directory.resolve("key");
    SigningKey key = SigningKey.create(file);
    String pub = SigningKey.publicFile(file).toString();
    AlcedoConfig.Model both =
        model(Map.of("model.allow_unsigned", "true", "model.trusted_keys", pub));
    assertThat(ConfiguredTrust.of(both).keyIds()).containsExactly(key.keyId());
  }

  @Test
  void neitherKeysNorLeaveIsRefusedAndSoIsAFileThatIsNoKey() throws Exception {
    AlcedoConfig.Model neither = model(Map.of());
    assertThatThrownBy(() -> ConfiguredTrust.of(neither))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allow_unsigned=false");
    AlcedoConfig.Model missing =
        model(Map.of("model.trusted_keys", directory.resolve("none").toString()));
    assertThatThrownBy(() -> ConfiguredTrust.of(missing)).isInstanceOf(KeyFileException.class);
  }

  private static AlcedoConfig.Model model(Map<String, String> settings) throws Exception {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap_servers", "localhost:9092",
                "privacy.keyset_file", "keyset.json",
                "model.bundle", "bundle"));
    all.putAll(settings);
    return AlcedoConfig.of(all).model();
  }
}
