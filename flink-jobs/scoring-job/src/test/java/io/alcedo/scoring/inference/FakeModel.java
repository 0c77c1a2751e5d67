package io.alcedo.scoring.inference;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.GoldenVector;
import io.alcedo.model.ModelFeature;
import io.alcedo.model.ModelInput;
import io.alcedo.model.ModelOutput;
import io.alcedo.model.Scorer;
import io.alcedo.model.ScoringException;
import io.alcedo.model.Thresholds;
import io.alcedo.model.TrainingWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model whose score is a row's first feature, which answers only while it is let go, and fails
 * when it is told to. The state is static, since the operator makes its model of a copy; one test
 * at a time uses it.
 */
final class FakeModel implements ModelSource {
  private static final long serialVersionUID = 1L;

  static final Semaphore LET_GO = new Semaphore(0);
  static final AtomicBoolean FAILING = new AtomicBoolean();
  static final AtomicBoolean RELEASED = new AtomicBoolean();
  static final List<Integer> BATCHES = Collections.synchronizedList(new ArrayList<>());

  private final List<String> extra;

  FakeModel(String... extraFeatures) {
    this.extra = List.of(extraFeatures);
  }

  static void reset(int permits) {
    LET_GO.drainPermits();
    LET_GO.release(permits);
    FAILING.set(false);
    RELEASED.set(false);
    BATCHES.clear();
  }

  @Override
  public LoadedModel load(FeaturePlan plan) throws BundleException {
    List<ModelFeature> features = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      features.add(
          new ModelFeature(
              plan.names().get(i), plan.hashes().get(i), plan.families().get(i), 0, 1));
    }
    extra.forEach(name -> features.add(new ModelFeature(name, "0", "none", 0, 1)));
    BundleManifest manifest =
        new BundleManifest(
            "fake",
            "1",
            Instant.EPOCH,
            features,
            ModelInput.rows("features", features.size()),
            new ModelOutput("score"),
            new Thresholds(0.5, 0.9),
            new TrainingWindow(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
            Map.of(),
            null,
            List.of(new GoldenVector(Collections.nCopies(features.size(), 0f), 0f)),
            Map.of(),
            ExecutionTarget.CPU);
    FeatureBinding binding = FeatureBinding.bind(manifest, plan.names(), plan.hashes());
    return new LoadedModel(
        manifest, binding, new Held(features.size()), false, () -> RELEASED.set(true));
  }

  /** Scores once it is let go. */
  private record Held(int features) implements Scorer {
    @Override
    public void score(float[] rows, int count, float[] scores) throws ScoringException {
      LET_GO.acquireUninterruptibly();
      BATCHES.add(count);
      if (FAILING.get()) {
        throw new ScoringException(ScoringException.Problem.RUNTIME_FAILED, "told to fail", null);
      }
      for (int row = 0; row < count; row++) {
        scores[row] = rows[row * features];
      }
    }
  }
}
