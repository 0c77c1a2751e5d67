package io.alcedo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Served models with scorers of a test's own, over features f0, f1, ... of the job's vector. */
final class FakeModels {
  /** Counts, for each model, the releases of its session. */
  static final class Released {
    final AtomicInteger count = new AtomicInteger();
  }

  /** The body of a scorer. */
  interface Body {
    void score(float[] rows, int count, float[] scores) throws ScoringException;
  }

  private FakeModels() {}

  /** A model of this version that reads the first so many places of the vector. */
  static ServedModel model(String version, int features, Body body) throws BundleException {
    return model(version, features, body, new Released());
  }

  static ServedModel model(String version, int features, Body body, Released released)
      throws BundleException {
    BundleManifest base = Bundles.manifest(features, row -> 0.5f);
    BundleManifest manifest =
        new BundleManifest(
            base.name(),
            version,
            base.createdAt(),
            base.features(),
            base.input(),
            base.output(),
            new Thresholds(0.5, 0.9),
            base.trainingWindow(),
            Map.of(),
            null,
            base.goldenVectors(),
            Map.of(),
            ExecutionTarget.CPU);
    List<String> names = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      names.add("f" + i);
      hashes.add("hash" + i);
    }
    return new ServedModel(
        manifest,
        "digest-" + version,
        FeatureBinding.bind(manifest, names, hashes),
        scorer(features, body),
        false,
        released.count::incrementAndGet);
  }

  /** A model whose score is the first value of a row plus a constant. */
  static ServedModel shifted(String version, int features, float by) throws BundleException {
    return model(
        version,
        features,
        (rows, count, scores) -> {
          for (int i = 0; i < count; i++) {
            scores[i] = rows[i * features] + by;
          }
        });
  }

  /** A model that always fails. */
  static ServedModel failing(String version, int features) throws BundleException {
    return model(
        version,
        features,
        (rows, count, scores) -> {
          scores[0] = 0.99f; // what a call leaves behind before it fails must not be used
          throw new ScoringException(ScoringException.Problem.INVALID_SCORE, "on purpose", null);
        });
  }

  static Scorer scorer(int features, Body body) {
    return new Scorer() {
      @Override
      public int features() {
        return features;
      }

      @Override
      public void score(float[] rows, int count, float[] scores) throws ScoringException {
        body.score(rows, count, scores);
      }
    };
  }
}
