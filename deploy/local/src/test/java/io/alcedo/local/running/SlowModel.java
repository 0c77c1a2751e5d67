package io.alcedo.local.running;

import io.alcedo.features.FeatureUnion;
import io.alcedo.model.BundleException;
import io.alcedo.model.Scorer;
import io.alcedo.model.ScoringException;
import io.alcedo.model.ServedModel;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.inference.BundleModelSource;
import io.alcedo.scoring.inference.ModelSource;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The model of a bundle, which a test of this process slows down so that the stream backs up. */
public final class SlowModel implements ModelSource {
  private static final long serialVersionUID = 1L;

  /** Shared by all sessions of the process, since tasks get copies of this object. */
  private static volatile long pauseNanos;

  private final BundleModelSource bundle;

  /** Creates the source of the model that a configuration names. */
  public SlowModel(AlcedoConfig.Model config) {
    this.bundle = new BundleModelSource(config);
  }

  /** Lets each call of a model of this kind take this much longer from now on. */
  public static void pause(Duration pause) {
    pauseNanos = pause.toNanos();
  }

  @Override
  public ServedModel load(String modelName, ModelVersion version, FeatureUnion union)
      throws BundleException {
    ServedModel model = bundle.load(modelName, version, union);
    return model.with(Slow::new);
  }

  private record Slow(Scorer scorer) implements Scorer {
    @Override
    public int features() {
      return scorer.features();
    }

    @Override
    public void score(float[] rows, int count, float[] scores) throws ScoringException {
      long until = System.nanoTime() + pauseNanos;
      for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      scorer.score(rows, count, scores);
    }
  }
}
