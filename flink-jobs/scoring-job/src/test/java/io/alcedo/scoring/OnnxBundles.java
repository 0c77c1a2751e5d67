package io.alcedo.scoring;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleWriter;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.GoldenVector;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelFeature;
import io.alcedo.model.ModelInput;
import io.alcedo.model.ModelOutput;
import io.alcedo.model.Thresholds;
import io.alcedo.model.TrainingWindow;
import io.alcedo.registry.ModelVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bundles of one model, {@code swap}, in real ONNX: a logistic regression on the first feature. A
 * version may have a sound set of golden vectors and give NaN for every other input.
 */
public final class OnnxBundles {
  /** The model's name. */
  public static final String MODEL = "swap";

  private static final float GOLDEN = 2_000_000;

  private OnnxBundles() {}

  /**
   * Writes a version whose log-odds are a slope times the first feature plus a bias, to its place
   * in a store.
   */
  public static ModelVersion linear(
      Path store, FeaturePlan plan, String version, float slope, float bias) throws Exception {
    List<GoldenVector> golden = new ArrayList<>();
    for (float first : new float[] {0, 100, 400, 900}) {
      golden.add(golden(plan, first, (float) (1 / (1 + Math.exp(-(slope * first + bias))))));
    }
    return write(store, plan, version, graph(plan, slope, bias, false), golden, null);
  }

  /** Writes a version that is well on its golden vectors and gives NaN for amounts people pay. */
  public static ModelVersion nan(Path store, FeaturePlan plan, String version) throws Exception {
    float score = (float) (1 / (1 + Math.exp(-Math.sqrt(GOLDEN - 1_000_000) / 1_000)));
    return write(
        store,
        plan,
        version,
        graph(plan, 1, -1_000_000, true),
        List.of(golden(plan, GOLDEN, score)),
        null);
  }

  /** Writes a version of a larger set, whose text it carries. */
  public static ModelVersion withSet(
      Path store, FeaturePlan plan, String version, float slope, float bias, String set)
      throws Exception {
    return write(
        store,
        plan,
        version,
        graph(plan, slope, bias, false),
        List.of(golden(plan, 0, (float) (1 / (1 + Math.exp(-bias))))),
        set);
  }

  private static GoldenVector golden(FeaturePlan plan, float first, float score) {
    List<Float> values = new ArrayList<>(Collections.nCopies(plan.size(), 1f));
    values.set(0, first);
    return new GoldenVector(values, score);
  }

  private static ModelVersion write(
      Path store,
      FeaturePlan plan,
      String version,
      GraphProto graph,
      List<GoldenVector> golden,
      @Nullable String set)
      throws Exception {
    List<ModelFeature> features = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      features.add(
          new ModelFeature(
              plan.names().get(i), plan.hashes().get(i), plan.families().get(i), 1, 1));
    }
    BundleManifest manifest =
        new BundleManifest(
            MODEL,
            version,
            Instant.parse("2026-01-01T00:00:00Z"),
            features,
            ModelInput.rows("features", features.size()),
            new ModelOutput("score"),
            new Thresholds(0.5, 0.9),
            new TrainingWindow(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
            Map.of(),
            null,
            golden,
            Map.of(),
            ExecutionTarget.CPU);
    Path directory = store.resolve(MODEL).resolve(version);
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
            .setGraph(graph)
            .build();
    BundleWriter.write(directory, manifest, model.toByteArray(), set, null);
    return new ModelVersion(version, ModelBundle.read(directory).digest());
  }

  /** Log-odds are linear in the first feature, or the root of that over a thousand. */
  private static GraphProto graph(FeaturePlan plan, float slope, float bias, boolean root) {
    float[] weights = new float[plan.size()];
    weights[0] = slope;
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("test")
            .addInput(value("features", plan.size()))
            .addOutput(value("score", 1))
            .addInitializer(constant("weights", weights, plan.size(), 1))
            .addInitializer(constant("bias", new float[] {bias}, 1))
            .addInitializer(constant("scale", new float[] {1_000}, 1))
            // Only the first feature counts, whatever is unknown of the others.
            .addInitializer(constant("zero", new float[] {0}, 1))
            .addNode(node("IsNaN", "unknown", "features"))
            .addNode(node("Where", "known", "unknown", "zero", "features"))
            .addNode(node("Gemm", "linear", "known", "weights", "bias"));
    if (root) {
      graph
          .addNode(node("Sqrt", "root", "linear"))
          .addNode(node("Div", "log_odds", "root", "scale"))
          .addNode(node("Sigmoid", "score", "log_odds"));
    } else {
      graph.addNode(node("Sigmoid", "score", "linear"));
    }
    return graph.build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static ValueInfoProto value(String name, int columns) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("N");
    shape.addDimBuilder().setDimValue(columns);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  private static TensorProto constant(String name, float[] values, long... dimensions) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }
}
