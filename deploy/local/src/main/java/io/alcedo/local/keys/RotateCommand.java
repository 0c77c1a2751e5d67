package io.alcedo.local.keys;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.CommandFailure;
import io.alcedo.local.DurationConverter;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.FeaturePlans;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.KeysetException;
import io.alcedo.privacy.KeysetSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Begins a change of the pseudonyms' key, gives one up, or stops a key at once. */
@Command(
    name = "rotate",
    description = {
      "Puts a new key beside the one in force. The scoring job, started anew with the keyset, writes"
          + " all under both for the longest window plus the longest label delay; then the new key"
          + " takes over at an event time that is kept in the file. No feature changes by it.",
      "A compromised key is destroyed at once instead: cards and devices then start without a past."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo keys rotate --keyset keyset.json --config alcedo.yaml",
      "  alcedo keys rotate --keyset keyset.json --feature-set card-payments --label-delay 45d",
      "  alcedo keys rotate --keyset keyset.json --cancel",
      "  alcedo keys rotate --keyset keyset.json --compromised"
    })
final class RotateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keyset",
      required = true,
      paramLabel = "FILE",
      description = "The keyset's file, which is replaced.")
  private Path file = Path.of("");

  @ArgGroup(multiplicity = "1")
  private Kind kind = new Kind();

  @Option(
      names = "--label-delay",
      defaultValue = "30d",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long a label may take to come (default: ${DEFAULT-VALUE}).")
  private Duration labelDelay = Duration.ZERO;

  @Option(
      names = "--begins-in",
      defaultValue = "1h",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = {
        "How soon the job is started anew with the changed keyset, at the latest (default:"
            + " ${DEFAULT-VALUE})."
      })
  private Duration beginsIn = Duration.ZERO;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description =
          "The time by the job's clock, where that is the event time; else that of today.")
  private Instant now = InstantSource.system().instant();

  /** What is to be done. */
  static final class Kind {
    @Option(
        names = {"-c", "--config"},
        required = true,
        paramLabel = "FILE",
        description = "The job's configuration, whose feature set has the longest window.")
    private @Nullable Path config;

    @Option(
        names = "--feature-set",
        required = true,
        paramLabel = "NAME|FILE",
        description = "The feature set with the longest window.")
    private @Nullable String features;

    @Option(
        names = "--cancel",
        required = true,
        description =
            "Gives up the rotation that runs, before its takeover: the new key is destroyed.")
    private boolean cancel;

    @Option(
        names = "--compromised",
        required = true,
        description = "Destroys the key in force at once; the next one takes over.")
    private boolean compromised;

    private String features() {
      if (config == null) {
        return Objects.requireNonNull(features);
      }
      try {
        return AlcedoConfig.read(config, Map.of()).features().set();
      } catch (ConfigException e) {
        throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCodes.REFUSED, "the configuration is a file that can be read: --config=" + config);
      }
    }
  }

  @Override
  public Integer call() {
    try {
      if (kind.compromised) {
        stopped(KeysetSource.change(file, keyset -> KeyChange.stop(keyset, now)));
      } else if (kind.cancel) {
        cancelled(KeysetSource.change(file, keyset -> KeyChange.cancel(keyset, now)));
      } else {
        Duration length = longest(FeaturePlans.named(kind.features())).plus(labelDelay);
        begun(
            KeysetSource.change(
                file, keyset -> KeyChange.begin(keyset, now.plus(beginsIn), length)));
      }
      return ExitCodes.OK;
    } catch (KeysetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }

  private static Duration longest(FeaturePlan plan) {
    return plan.entities().stream()
        .map(entity -> entity.horizon())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void begun(Keyset keyset) {
    KeyRotation rotation = Objects.requireNonNull(keyset.rotation());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: the key %s takes over from %s%n", file, rotation.to(), rotation.from());
    out.printf(
        "  1. Start the scoring job anew with this keyset before %s.%n", rotation.startedAt());
    out.printf("  2. Leave both keys in place until the takeover at %s.%n", rotation.takeoverAt());
    out.println("  3. Then run 'alcedo keys retire', and start the job anew once more.");
  }

  private void cancelled(Keyset keyset) {
    spec.commandLine()
        .getOut()
        .printf(
            "%s: the key %08x goes on; start the scoring job anew with this keyset%n",
            file, keyset.primaryKeyId());
  }

  private void stopped(Keyset keyset) {
    KeyRotation rotation = Objects.requireNonNull(keyset.rotation());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: the key %s is destroyed, %s is in force%n", file, rotation.from(), rotation.to());
    out.println(
        "  1. Start the scoring job anew with this keyset now: a running one goes on with the old key.");
    out.println("  2. Destroy every copy of the old keyset.");
    out.println("  3. What the profiles of cards and devices lack for a while: docs/keys.md.");
  }
}
