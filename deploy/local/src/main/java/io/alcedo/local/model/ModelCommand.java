package io.alcedo.local.model;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import io.alcedo.local.Problems;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleWriter;
import io.alcedo.model.KeyFileException;
import io.alcedo.model.SigningKey;
import io.alcedo.registry.Change;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Versions of a model: what there is, what each does, and who vouches for it. */
@Command(
    name = "model",
    description = {
      "Stages versions of a model, says what each does while the job runs, and signs bundles.",
      "Every change is on record with who asked for it and why."
    },
    mixinStandardHelpOptions = true,
    subcommands = {ListCommand.class, InspectCommand.class, StageCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo model keygen --key trainer.key",
      "  alcedo model stage models/card-fraud-2 --config alcedo.yaml",
      "  alcedo model shadow 20260301T0000-1a2b3c4d5e6f --config alcedo.yaml",
      "  alcedo model promote 20260301T0000-1a2b3c4d5e6f --config alcedo.yaml --reason 'gate passed'",
      "  alcedo model rollback --config alcedo.yaml --reason 'too many alerts'"
    })
public final class ModelCommand implements Runnable {
  private static final String VERSION = "The version, as 'alcedo model list' shows it.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "One of list, inspect, stage, shadow, canary, promote, rollback, retire, keygen, sign is"
            + " missing.");
  }

  @Command(
      name = "shadow",
      description =
          "Lets a version score every transaction without deciding; a canary steps back to that.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:failed, or a host rejects the version",
        "2:the command line is off",
        "3:the machine lacks something (Java 17, libgomp)",
        "4:refused, by the rule that is named",
        "5:the store has no such version",
      },
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo model shadow 20260301T0000-1a2b3c4d5e6f --config alcedo.yaml"})
  int shadow(
      @Parameters(paramLabel = "VERSION", description = VERSION) String version,
      @Mixin RegistryOptions registry,
      @Mixin RequestOptions request)
      throws Exception {
    return change(registry, request).make(Change.shadow(registry.stored(version)));
  }

  @Command(
      name = "canary",
      description =
          "Lets a version decide for a share of the cards, the same cards each time; or changes the"
              + " share.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:failed, or a host rejects the version",
        "2:the command line is off",
        "3:the machine lacks something (Java 17, libgomp)",
        "4:refused, by the rule that is named",
        "5:the store has no such version",
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  alcedo model canary 20260301T0000-1a2b3c4d5e6f --share 0.05 --config alcedo.yaml"
      })
  int canary(
      @Parameters(paramLabel = "VERSION", description = VERSION) String version,
      @Option(
              names = "--share",
              required = true,
              paramLabel = "SHARE",
              description = "The share of the cards, above 0 and below 1.")
          double share,
      @Mixin RegistryOptions registry,
      @Mixin RequestOptions request)
      throws Exception {
    return change(registry, request).make(Change.canary(registry.stored(version), share));
  }

  @Command(
      name = "promote",
      description = {
        "Lets a version decide. The one that it replaces scores on, ready to decide again.",
        "This is also how a challenger is approved that waits for it ('alcedo learn"
            + " --require-approval'): who asks stands in the audit."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:failed, or a host rejects the version",
        "2:the command line is off",
        "3:the machine lacks something (Java 17, libgomp)",
        "4:refused, by the rule that is named",
        "5:the store has no such version",
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  alcedo model promote 20260301T0000-1a2b3c4d5e6f --config alcedo.yaml --by anna --reason 'report read'"
      })
  int promote(
      @Parameters(paramLabel = "VERSION", description = VERSION) String version,
      @Mixin RegistryOptions registry,
      @Mixin RequestOptions request)
      throws Exception {
    return change(registry, request).make(Change.promote(registry.stored(version)));
  }

  @Command(
      name = "rollback",
      description = "Lets the previous version decide again; the one that decided does no more.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:failed, or a host rejects the version",
        "2:the command line is off",
        "3:the machine lacks something (Java 17, libgomp)",
        "4:refused, by the rule that is named",
        "5:the store has no such version",
      },
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo model rollback --config alcedo.yaml --reason 'too many alerts'"})
  int rollBack(@Mixin RegistryOptions registry, @Mixin RequestOptions request) throws Exception {
    return change(registry, request).make(Change.rollBack());
  }

  @Command(
      name = "retire",
      description =
          "Lets a canary, a shadow or the previous version do nothing more; it stays in the store.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo model retire 20260301T0000-1a2b3c4d5e6f --config alcedo.yaml"})
  int retire(
      @Parameters(paramLabel = "VERSION", description = VERSION) String version,
      @Mixin RegistryOptions registry,
      @Mixin RequestOptions request)
      throws Exception {
    return change(registry, request).make(Change.retire(registry.assigned(version)));
  }

  private AssignmentChange change(RegistryOptions registry, RequestOptions request) {
    return new AssignmentChange(registry, request, out());
  }

  @Command(
      name = "keygen",
      description = {
        "Makes a key that signs bundles, in a new file that only its owner can read, and the public"
            + " key beside it.",
        "The public key's file is what model.trusted_keys of the scoring job names."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo model keygen --key trainer.key"})
  int keygen(
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The new file; the public key gets .pub at the end of its name.")
          Path file) {
    try {
      SigningKey key = SigningKey.create(file);
      out().printf("%s: made the signing key %s%n", file, key.keyId());
      out().printf("%s: its public key%n", SigningKey.publicFile(file));
      out().println("Keep the first one safe: who holds it decides which models hosts run.");
      return ExitCodes.OK;
    } catch (KeyFileException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }

  @Command(
      name = "sign",
      description = "Checks a bundle and signs it; a signature that it has is replaced.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  alcedo model sign models/card-fraud-2 --key trainer.key"})
  int sign(
      @Parameters(paramLabel = "BUNDLE", description = "The bundle's directory.") Path bundle,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The signing key of 'alcedo model keygen'.")
          Path file) {
    Problems problems = new Problems();
    SigningKey key = problems.signingKey("--key", file);
    problems.refuse();
    try {
      out()
          .printf(
              "%s: signed by %s%n",
              bundle, BundleWriter.sign(bundle, Objects.requireNonNull(key)).keyId());
      return ExitCodes.OK;
    } catch (BundleException e) {
      throw RegistryOptions.refused(e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
