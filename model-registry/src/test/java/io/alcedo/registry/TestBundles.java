package io.alcedo.registry;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleWriter;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.GoldenVector;
import io.alcedo.model.ModelFeature;
import io.alcedo.model.ModelInput;
import io.alcedo.model.ModelOutput;
import io.alcedo.model.SigningKey;
import io.alcedo.model.Thresholds;
import io.alcedo.model.TrainingWindow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Bundles of a model with one feature, whose score is its sigmoid. */
final class TestBundles {
  static final String NAME = "cards";

  private TestBundles() {}

  /**
   * Writes a bundle.
   *
   * @param goldenScore what the manifest says of the golden vector 0; 0.5 is true
   */
  static Path write(Path place, String version, SigningKey key, float goldenScore)
      throws Exception {
    BundleManifest manifest =
        new BundleManifest(
            NAME,
            version,
            Instant.parse("2026-01-02T03:04:05Z"),
            List.of(new ModelFeature("amount", "hash", "amount", 0, 1)),
            ModelInput.rows("features", 1),
            new ModelOutput("probability"),
            new Thresholds(0.5, 0.9),
            new TrainingWindow(
                Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2025-12-01T00:00:00Z")),
            Map.of("averagePrecision", 0.5),
            null,
            List.of(GoldenVector.of(new float[] {0}, goldenScore)),
            Map.of(),
            ExecutionTarget.CPU);
    BundleWriter.write(place, manifest, sigmoid(), "name: test\n", key);
    return place;
  }

  private static byte[] sigmoid() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
        .setGraph(
            GraphProto.newBuilder()
                .setName("sigmoid")
                .addInput(column("features"))
                .addOutput(column("probability"))
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("Sigmoid")
                        .addInput("features")
                        .addOutput("probability")))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto column(String name) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
