package io.alcedo.local.model;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.DurationConverter;
import io.alcedo.local.ExitCodes;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.RecordedCommand;
import io.alcedo.retraining.training.LearningPlace;
import io.alcedo.retraining.training.RunEnd;
import io.alcedo.retraining.training.RunFiles;
import io.alcedo.retraining.training.RunStatus;
import io.alcedo.schema.ModelAction;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the retraining job for a training. */
@Command(
    name = "retrain",
    description = {
      "Asks the retraining job for a training, and follows it to its end where asked to.",
      "A run that is open ends first. Following it reads learning.directory."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo retrain --config alcedo.yaml --reason 'new merchants since Monday'",
      "  alcedo retrain --config alcedo.yaml --reason 'after the attack' --wait 2d"
    })
public final class RetrainCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  @Mixin private RegistryOptions registry = new RegistryOptions();
  @Mixin private AuditOptions audit = new AuditOptions();

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Follow the run for so long at most (default: only ask).")
  private Duration wait = Duration.ZERO;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    AlcedoConfig config = registry.config();
    RunFiles files = wait.isZero() ? null : files(config);
    String model = config.training().modelName();
    RecordedCommand command =
        new AssignmentLog(registry.kafka(), InstantSource.system())
            .note(model, ModelAction.RETRAIN, null, audit.request());
    out().printf("%s: asked for a training, command %s%n", model, command.commandId());
    return files == null ? ExitCodes.OK : followed(files, command.commandId());
  }

  private static RunFiles files(AlcedoConfig config) {
    try {
      return RunFiles.of(LearningPlace.of(config));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }

  /** Prints each step as it comes, until the run ends. */
  private int followed(RunFiles files, String commandId) throws IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    RunStatus before = null;
    while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
      RunStatus now = RunStatus.ofCommand(files, commandId);
      if (now != null && !now.equals(before)) {
        before = now;
        RunEnd end = now.end();
        out().printf("run %s: %s%s%n", now.run(), end == null ? "" : end.result() + ": ", now.at());
        out().flush();
        if (end != null) {
          return end.result() == RunEnd.Result.FAILED ? ExitCodes.FAILED : ExitCodes.OK;
        }
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return unfinished(before);
  }

  private static int unfinished(@Nullable RunStatus last) {
    throw new CommandFailure(
        ExitCodes.NOT_FOUND,
        last == null
            ? "no run answered in time: is the retraining job up, and is no other run open?"
            : "the run goes on: run=" + last.run() + ", at=" + last.at());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
