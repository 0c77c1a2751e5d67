package io.alcedo.local.keys;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.DurationConverter;
import io.alcedo.local.ExitCodes;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.KeysetException;
import io.alcedo.privacy.KeysetSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Destroys the old key of a rotation whose new key has taken over. */
@Command(
    name = "retire",
    description = "Destroys the old key of a rotation, after the takeover of the new one.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  alcedo keys retire --keyset keyset.json"})
final class RetireCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keyset",
      required = true,
      paramLabel = "FILE",
      description = "The keyset's file, which is replaced.")
  private Path file = Path.of("");

  @Option(
      names = "--grace",
      defaultValue = "2d",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = {
        "How long after the takeover transactions from before it may still come (default:"
            + " ${DEFAULT-VALUE})."
      })
  private Duration grace = Duration.ZERO;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description =
          "The time by the job's clock, where that is the event time; else that of today.")
  private Instant now = InstantSource.system().instant();

  @Override
  public Integer call() {
    try {
      Keyset keyset = KeysetSource.change(file, before -> KeyChange.retire(before, now, grace));
      spec.commandLine()
          .getOut()
          .printf(
              "%s: the old key is destroyed, %08x is in force; start the scoring job anew%n",
              file, keyset.primaryKeyId());
      return ExitCodes.OK;
    } catch (KeysetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }
}
