package io.alcedo.local.keys;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.Keyset;
import io.alcedo.privacy.KeysetException;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.privacy.Pseudonymiser;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Makes and inspects the keysets of the pseudonyms, and gives a card's token to a holder of one.
 */
@Command(
    name = "keys",
    description = "Creates, inspects and rotates keysets, and gives the token of a card.",
    mixinStandardHelpOptions = true,
    subcommands = {RotateCommand.class, RetireCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo keys create --keyset keyset.json",
      "  alcedo keys inspect --keyset keyset.json",
      "  alcedo keys rotate --keyset keyset.json --config alcedo.yaml"
    })
public final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Where a keyset is. */
  static final class Source {
    @Option(
        names = "--keyset",
        required = true,
        paramLabel = "FILE",
        description = "The keyset's file.")
    private @Nullable Path file;

    @Option(
        names = "--keyset-variable",
        required = true,
        paramLabel = "NAME",
        description = "The environment variable that holds the keyset.")
    private @Nullable String variable;

    Keyset load() {
      try {
        return file != null
            ? KeysetSource.file(file).load()
            : KeysetSource.environment(java.util.Objects.requireNonNull(variable)).load();
      } catch (KeysetException e) {
        throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
      }
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "One of create, inspect, rotate, retire, token is missing.");
  }

  @Command(
      name = "create",
      description = "Makes a new keyset in a new file that only its owner can read.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo keys create --keyset keyset.json"})
  int create(
      @Option(
              names = "--keyset",
              required = true,
              paramLabel = "FILE",
              description = "The new file.")
          Path file) {
    try {
      Keyset keyset = KeysetSource.create(file);
      out().printf("%s: made a keyset with the key %08x%n", file, keyset.primaryKeyId());
      out().println("Keep it safe: who holds it can tell which token a card has.");
      return ExitCodes.OK;
    } catch (KeysetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }

  @Command(
      name = "inspect",
      description = {
        "Lists the keys of a keyset: id, status and type, never the keys themselves.",
        "Where the key was ever changed, says from which to which, and when."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {
        "  alcedo keys inspect --keyset keyset.json",
        "  alcedo keys inspect --keyset-variable ALCEDO_KEYSET"
      })
  int inspect(@ArgGroup(multiplicity = "1") Source source) {
    out().printf("%-10s %-10s %-8s %s%n", "KEY", "STATUS", "PRIMARY", "TYPE");
    Keyset keyset = source.load();
    for (Keyset.KeyInfo key : keyset.inspect()) {
      out()
          .printf(
              "%-10s %-10s %-8s %s%n",
              key.id(), key.status(), key.primary() ? "yes" : "no", key.type());
    }
    KeyRotation rotation = keyset.rotation();
    if (rotation != null && rotation.running()) {
      out()
          .printf(
              "Rotation from %s to %s: written under both since %s, takeover at %s%n",
              rotation.from(), rotation.to(), rotation.startedAt(), rotation.takeoverAt());
    } else if (rotation != null) {
      out()
          .printf(
              "Rotation from %s to %s: ended, takeover was at %s%n",
              rotation.from(), rotation.to(), rotation.takeoverAt());
    }
    return ExitCodes.OK;
  }

  @Command(
      name = "token",
      description = {
        "Prints the token under which a card appears on the topics, one line a key.",
        "The card number is asked for, or read from standard input, and never an argument: arguments"
            + " stay in the shell's history and show in process lists."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {
        "  alcedo keys token --keyset keyset.json --tenant north",
        "  alcedo keys token --keyset keyset.json < card.txt"
      })
  int token(
      @ArgGroup(multiplicity = "1") Source source,
      @Option(
              names = "--tenant",
              defaultValue = "default",
              paramLabel = "NAME",
              description = "The tenant that the card belongs to (default: ${DEFAULT-VALUE}).")
          String tenant)
      throws IOException {
    Pseudonymiser pseudonymiser = Pseudonymiser.of(source.load());
    for (String token : pseudonymiser.cardTokens(tenant, readCard())) {
      out().println(token);
    }
    return ExitCodes.OK;
  }

  private static String readCard() throws IOException {
    Console console = System.console();
    if (console != null) {
      char[] typed = console.readPassword("Card number (not shown): ");
      return typed == null ? "" : new String(typed).trim();
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    if (line == null || line.isBlank()) {
      throw new CommandFailure(ExitCodes.USAGE, "a card number is on standard input");
    }
    return line.trim();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
