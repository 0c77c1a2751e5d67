package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  private static final String NOW = "--now=2026-03-01T00:00:00Z";
  private static final Instant START = Instant.parse("2026-03-01T01:00:00Z");

  @TempDir private Path directory;
  private Path file;
  private String first;

  @BeforeEach
  void create() throws Exception {
    file = directory.resolve("keyset.json");
    Cli.run("keys", "create", "--keyset=" + file).exits(ExitCodes.OK);
    first = "%08x".formatted(KeysetSource.file(file).load().primaryKeyId());
  }

  @Test
  void rotatesForTheLongestWindowPlusTheLongestLabelDelay() throws Exception {
    String out = keys("rotate", "--feature-set=card-risk", "--label-delay=20d", NOW).exits(0).out();

    KeyRotation rotation = rotation();
    assertThat(rotation.startedAt()).isEqualTo(START);
    assertThat(rotation.length()).isEqualTo(Duration.ofDays(35 + 7 + 20));
    assertThat(out)
        .contains(first, rotation.to(), START.toString(), rotation.takeoverAt().toString());
    assertThat(keys("inspect").exits(0).out())
        .contains("Rotation from " + first + " to " + rotation.to(), "takeover at 2026-05-02");
    String before = Files.readString(file);
    assertThat(keys("rotate", "--feature-set=card-risk", NOW).exits(ExitCodes.REFUSED).err())
        .contains("One rotation runs at a time");
    assertThat(
            keys("retire", "--now=" + rotation.takeoverAt().plusSeconds(3600))
                .exits(ExitCodes.REFUSED)
                .err())
        .contains("earliest=2026-05-04T01:00:00Z");
    assertThat(file).hasContent(before);

    keys("retire", "--now=2026-05-04T01:00:00Z").exits(0);
    assertThat(keys("inspect").exits(0).out())
        .contains(rotation.to(), "ended")
        .containsOnlyOnce("ENABLED");
  }

  @Test
  void takesTheFeatureSetFromAConfigurationAndSaysWhatIsWrongWithIt() throws Exception {
    Path config = directory.resolve("alcedo.yaml");
    Files.writeString(config, "features: {set: nothing-of-this-name}\n");

    assertThat(keys("rotate", "--config=" + config).exits(ExitCodes.REFUSED).err())
        .contains("alcedo.yaml");
    assertThat(keys("rotate", "--feature-set=none").exits(ExitCodes.REFUSED).err())
        .contains("none");
    assertThat(keys("rotate").exits(ExitCodes.USAGE).err()).contains("--compromised");
    assertThat(KeysetSource.file(file).load().rotation()).isNull();
  }

  @Test
  void givesARotationUpAndStopsAKey() throws Exception {
    keys("rotate", "--feature-set=card-payments", NOW).exits(0);
    assertThat(keys("rotate", "--cancel", NOW).exits(0).out()).contains(first);
    assertThat(KeysetSource.file(file).load().inspect()).hasSize(1);

    assertThat(keys("rotate", "--compromised", NOW).exits(0).out())
        .contains("the key " + first + " is destroyed", "docs/keys.md");

    assertThat(rotation().from()).isEqualTo(first);
    assertThat(Files.readString(file))
        .doesNotContain(Long.toString(Integer.toUnsignedLong((int) Long.parseLong(first, 16))));
  }

  private Cli keys(String command, String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "keys";
    all[1] = command;
    all[2] = "--keyset=" + file;
    System.arraycopy(options, 0, all, 3, options.length);
    return Cli.run(all);
  }

  private KeyRotation rotation() throws Exception {
    KeyRotation rotation = KeysetSource.file(file).load().rotation();
    assertThat(rotation).isNotNull();
    return rotation;
  }
}
