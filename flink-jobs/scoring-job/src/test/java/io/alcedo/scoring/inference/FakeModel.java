package io.alcedo.scoring.inference;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureUnion;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.GoldenVector;
import io.alcedo.model.ModelFeature;
import io.alcedo.model.ModelInput;
import io.alcedo.model.ModelOutput;
import io.alcedo.model.Scorer;
import io.alcedo.model.ScoringException;
import io.alcedo.model.ServedModel;
import io.alcedo.model.Thresholds;
import io.alcedo.model.TrainingWindow;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.roster.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Models whose score is a row's first feature plus a hundredth for each version number above 1.
 * Version 1 answers only while it is let go, and fails when it is told to; of the others, some are
 * refused, some load late, some fail and some hang when they are told to. The state is static,
 * since the operator makes its models of a copy; one test at a time uses it.
 */
final class FakeModel implements ModelSource {
  private static final long serialVersionUID = 1L;

  static final Semaphore LET_GO = new Semaphore(0);
  static final AtomicBoolean FAILING = new AtomicBoolean();
  static final AtomicInteger OPEN = new AtomicInteger();
  static final List<Integer> BATCHES = Collections.synchronizedList(new ArrayList<>());

  /** Held while a model may not load. */
  static final Semaphore LOADING = new Semaphore(1_000);

  /** Held while a hanging version may not answer. */
  static final Semaphore HANGING = new Semaphore(0);

  /** Held while those versions may not load that are late. */
  static final Semaphore LATE_LOADING = new Semaphore(0);

  static final Set<String> LATE = ConcurrentHashMap.newKeySet();
  static final Set<String> UNLOADABLE = ConcurrentHashMap.newKeySet();
  static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();
  static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();
  static final Set<String> HUNG = ConcurrentHashMap.newKeySet();

  private final List<String> extra;

  FakeModel(String... extraFeatures) {
    this.extra = List.of(extraFeatures);
  }

  static void reset(int permits) {
    LET_GO.drainPermits();
    LET_GO.release(permits);
    HANGING.drainPermits();
    LATE_LOADING.drainPermits();
    LATE.clear();
    FAILING.set(false);
    BATCHES.clear();
    UNLOADABLE.clear();
    REFUSED.clear();
    BROKEN.clear();
    HUNG.clear();
  }

  static ModelVersion version(String number) {
    return new ModelVersion(number, "digest-" + number);
  }

  /** An assignment of version numbers. */
  static Roster roster(
      long generation,
      String active,
      @Nullable String canary,
      double share,
      List<String> shadows,
      @Nullable String previous) {
    return new Roster(
        new Assignment(
            "fake",
            generation,
            version(active),
            canary == null ? null : version(canary),
            share,
            shadows.stream().map(FakeModel::version).toList(),
            previous == null ? null : version(previous),
            1_000),
        List.of());
  }

  static Roster roster(long generation, String active) {
    return roster(generation, active, null, 0, List.of(), null);
  }

  @Override
  public ServedModel load(String modelName, ModelVersion version, FeatureUnion union)
      throws BundleException {
    LOADING.acquireUninterruptibly();
    LOADING.release();
    if (LATE.contains(version.version())) {
      awaitLateLoading();
    }
    if (UNLOADABLE.contains(version.version())) {
      throw new OutOfMemoryError("told not to load");
    }
    if (REFUSED.contains(version.version())) {
      throw new BundleException(BundleProblem.GOLDEN_MISMATCH, "told to refuse");
    }
    List<ModelFeature> features = new ArrayList<>();
    FeaturePlan plan = union.compile(RowLayout.STANDARD);
    for (int i = 0; i < plan.size(); i++) {
      features.add(
          new ModelFeature(
              plan.names().get(i), plan.hashes().get(i), plan.families().get(i), 0, 1));
    }
    extra.forEach(name -> features.add(new ModelFeature(name, "0", "none", 0, 1)));
    BundleManifest manifest =
        new BundleManifest(
            modelName,
            version.version(),
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
    FeatureBinding binding = FeatureBinding.bind(manifest, union.names(), union.hashes());
    OPEN.incrementAndGet();
    return new ServedModel(
        manifest,
        version.digest(),
        binding,
        new Held(version.version(), features.size()),
        false,
        OPEN::decrementAndGet);
  }

  /** Ends with an interrupt, so that a test whose own thread loads does not hang. */
  private static void awaitLateLoading() {
    try {
      LATE_LOADING.acquire();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Scores once it is let go. */
  private record Held(String version, int features) implements Scorer {
    @Override
    public void score(float[] rows, int count, float[] scores) throws ScoringException {
      boolean first = version.equals("1");
      if (first) {
        LET_GO.acquireUninterruptibly();
        BATCHES.add(count);
      } else if (HUNG.contains(version)) {
        HANGING.acquireUninterruptibly();
      }
      if (first ? FAILING.get() : BROKEN.contains(version)) {
        throw new ScoringException(ScoringException.Problem.RUNTIME_FAILED, "told to fail", null);
      }
      for (int row = 0; row < count; row++) {
        scores[row] = rows[row * features] + (Float.parseFloat(version) - 1) / 100;
      }
    }
  }
}
