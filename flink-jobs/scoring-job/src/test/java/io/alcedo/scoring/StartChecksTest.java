package io.alcedo.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.operations.settings.ConfigProblem;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeysetSource;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartChecksTest {
  @TempDir private Path directory;

  @Test
  void listsAllThatIsMissingInABoundedTime() throws Exception {
    AlcedoConfig config =
        AlcedoConfig.of(
            Map.of(
                "kafka.bootstrap_servers", "127.0.0.1:" + freePort(),
                "privacy.keyset_file", directory.resolve("no-keyset").toString(),
                "features.set", directory.resolve("no-set.yaml").toString(),
                "model.bundle", directory.resolve("no-bundle").toString()));

    List<ConfigProblem> problems = StartChecks.problems(config, Duration.ofSeconds(1));

    assertThat(problems)
        .extracting(problem -> problem.message().split(":", 2)[0])
        .containsExactly("privacy", "features.set", "model", "kafka");
    assertThat(problems.get(3).message()).contains("a broker answers within 1s");
  }

  @Test
  void stopsTheStartWithAllProblems() throws Exception {
    AlcedoConfig config =
        AlcedoConfig.of(
            Map.of(
                "kafka.bootstrap_servers",
                "127.0.0.1:" + freePort(),
                "kafka.properties.default.api.timeout.ms",
                "1000",
                "privacy.keyset_variable",
                "ALCEDO_NO_SUCH_VARIABLE",
                "model.bundle",
                directory.resolve("no-bundle").toString()));
    assertThatThrownBy(() -> StartChecks.require(config, Duration.ofSeconds(1)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("The start has 3 problems:\n");
  }

  @Test
  void refusesARotationThatIsTooShortForTheWindows() throws Exception {
    Path keyset = directory.resolve("keyset.json");
    KeysetSource.create(keyset);
    KeysetSource.change(keyset, keys -> KeyChange.begin(keys, Instant.EPOCH, Duration.ofDays(36)));
    AlcedoConfig config =
        AlcedoConfig.of(
            Map.of(
                "kafka.bootstrap_servers",
                "127.0.0.1:" + freePort(),
                "privacy.keyset_file",
                keyset.toString(),
                "features.set",
                "card-payments",
                "model.bundle",
                directory.resolve("no-bundle").toString()));

    assertThat(StartChecks.problems(config, Duration.ofSeconds(1)))
        .filteredOn(problem -> problem.message().startsWith("privacy"))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("entity=terminal, window=PT888H, rotation=PT864H"));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
