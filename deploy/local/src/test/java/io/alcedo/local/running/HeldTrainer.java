package io.alcedo.local.running;

import io.alcedo.training.boosting.GradientBoostingProvider;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainerProvider;
import io.alcedo.training.trainer.TrainingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Gradient-boosted trees that stop to grow at the third one until a test of this process lets them
 * go on. Found by its name, {@code held}, as a partner's trainer would be.
 */
public final class HeldTrainer implements TrainerProvider {
  private static final int HELD_AT = 3;

  /** Shared by all trainings of the process, since the job makes its own trainers. */
  private static final Semaphore REACHED = new Semaphore(0);

  private static final Semaphore LET_ON = new Semaphore(0);

  private final GradientBoostingProvider trees = new GradientBoostingProvider();

  /** Tells once of each training that stands still by now. */
  public static boolean reached() {
    return REACHED.tryAcquire();
  }

  /** Lets one training go on. */
  public static void letOn() {
    LET_ON.release();
  }

  @Override
  public String name() {
    return "held";
  }

  @Override
  public String summary() {
    return trees.summary() + ", held by a test";
  }

  @Override
  public List<Setting<?>> settings() {
    return trees.settings();
  }

  @Override
  public Trainer trainer(Map<String, String> given, long seed) {
    return new Held(trees.trainer(given, seed));
  }

  private record Held(Trainer trainer) implements Trainer {
    @Override
    public FittedModel train(TrainingSet train, TrainingSet validation, TrainingProgress progress)
        throws TrainingException {
      return trainer.train(
          train,
          validation,
          (phase, done, total) -> {
            progress.advanced(phase, done, total);
            if (phase == TrainingProgress.Phase.TRAIN && done == HELD_AT) {
              hold();
            }
          });
    }

    private static void hold() {
      REACHED.release();
      try {
        LET_ON.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("The training was cancelled");
      }
    }

    @Override
    public Trainer again(FittedModel chosen) {
      return trainer.again(chosen);
    }

    @Override
    public @Nullable Trainer from(byte[] state) throws TrainingException {
      return trainer.from(state);
    }

    @Override
    public Map<String, String> settings() {
      return trainer.settings();
    }
  }
}
