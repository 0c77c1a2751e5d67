package io.alcedo.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Bundles of test models. */
final class Bundles {
  private Bundles() {}

  /** A manifest of features f0, f1, ... in families of three, with 8 golden vectors. */
  static BundleManifest manifest(int features, Function<float[], Float> score) {
    List<ModelFeature> list = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      list.add(new ModelFeature("f" + i, "hash" + i, "family" + i / 3, 0.25f, 1));
    }
    List<GoldenVector> golden = new ArrayList<>();
    Random random = new Random(17);
    for (int i = 0; i < 8; i++) {
      float[] row = row(random, features, false);
      golden.add(GoldenVector.of(row, score.apply(row)));
    }
    return new BundleManifest(
        "test",
        "1",
        Instant.parse("2026-01-02T03:04:05Z"),
        list,
        ModelInput.rows(Graphs.INPUT, features),
        new ModelOutput(Graphs.OUTPUT),
        new Thresholds(0.5, 0.9),
        new TrainingWindow(
            Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2025-12-01T00:00:00Z")),
        Map.of("auc", 0.75, "averagePrecision", 0.5),
        null,
        golden,
        Map.of(),
        ExecutionTarget.CPU);
  }

  static BundleManifest withFeatures(BundleManifest manifest, List<ModelFeature> features) {
    return new BundleManifest(
        manifest.name(),
        manifest.version(),
        manifest.createdAt(),
        features,
        manifest.input(),
        manifest.output(),
        manifest.thresholds(),
        manifest.trainingWindow(),
        manifest.metrics(),
        manifest.parentVersion(),
        manifest.goldenVectors(),
        manifest.files(),
        manifest.target());
  }

  static float[] row(Random random, int features, boolean withUnknown) {
    float[] row = new float[features];
    for (int i = 0; i < features; i++) {
      row[i] = withUnknown && random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return row;
  }

  static Path write(Path parent, BundleManifest manifest, ModelProto.Builder onnx)
      throws BundleException {
    Path directory = parent.resolve("bundle");
    BundleWriter.write(directory, manifest, onnx.build().toByteArray());
    return directory;
  }

  static ModelBundle read(Path parent, BundleManifest manifest, ModelProto.Builder onnx)
      throws BundleException {
    return ModelBundle.read(write(parent, manifest, onnx));
  }

  static ModelBundle logistic(Path parent, LogisticModel model, int features)
      throws BundleException {
    return read(parent, manifest(features, model::score), model.onnx());
  }

  static ModelBundle trees(Path parent, TreesModel model, int features) throws BundleException {
    return read(parent, manifest(features, model::score), model.onnx());
  }
}
