package io.alcedo.local.train;

import io.alcedo.local.Problems;
import io.alcedo.training.trainer.Trainer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told what to train with, and from which seed. */
public final class SeededTrainerOptions extends TrainerOptions {
  @Option(
      names = "--seed",
      defaultValue = "17",
      paramLabel = "N",
      description =
          "What everything random starts from; equal seeds and data give equal models (default: ${DEFAULT-VALUE}).")
  private long seed = 17;

  /** Returns the trainer, or null after noting all that is wrong with these options. */
  public @Nullable Trainer trainer(Problems problems) {
    boolean fits = seed >= 0 && seed <= Integer.MAX_VALUE;
    problems.unless(fits, "--seed is 0 to " + Integer.MAX_VALUE + ": value=" + seed);
    LongFunction<Trainer> trainers = trainers(problems);
    return trainers == null ? null : trainers.apply(fits ? seed : 0);
  }
}
