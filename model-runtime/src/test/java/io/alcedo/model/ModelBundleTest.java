package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(-1, 0.5f, -2, 1.5f);
  private static final BundleManifest MANIFEST = Bundles.manifest(3, LOGISTIC::score);

  @TempDir Path directory;

  @Test
  void whatWasWrittenIsRead() throws Exception {
    byte[] onnx = LOGISTIC.onnx().build().toByteArray();
    BundleManifest written = BundleWriter.write(directory.resolve("a/b"), MANIFEST, onnx);
    ModelBundle bundle = ModelBundle.read(directory.resolve("a/b"));
    assertThat(bundle.manifest()).isEqualTo(written);
    assertThat(bundle.manifest().withFiles(MANIFEST.files())).isEqualTo(MANIFEST);
    assertThat(bundle.onnx()).isEqualTo(onnx);
    assertThat(bundle.digest()).matches("[0-9a-f]{64}");
    try (Stream<Path> left = Files.list(directory.resolve("a"))) {
      assertThat(left).containsExactly(directory.resolve("a/b"));
    }
  }

  @Test
  void sameInputGivesSameBytesAndNothingIsOverwritten() throws Exception {
    byte[] onnx = LOGISTIC.onnx().build().toByteArray();
    for (String name : List.of("one", "two")) {
      BundleWriter.write(directory.resolve(name), MANIFEST, onnx);
    }
    for (String file : List.of(BundleManifest.MANIFEST_FILE, BundleManifest.MODEL_FILE)) {
      assertThat(directory.resolve("one").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("two").resolve(file));
    }
    BundleException refusal =
        catchThrowableOfType(
            BundleException.class,
            () -> BundleWriter.write(directory.resolve("one"), MANIFEST, new byte[] {1}));
    assertThat(refusal.problem()).isEqualTo(BundleProblem.UNREADABLE_FILE);
  }

  @Test
  void missingFilesAreRefused() throws Exception {
    Path place = Bundles.write(directory, MANIFEST, LOGISTIC.onnx());
    Files.delete(place.resolve(BundleManifest.MODEL_FILE));
    assertRefused(place, BundleProblem.MISSING_FILE).hasMessageContaining("model.onnx");
    Files.delete(place.resolve(BundleManifest.MANIFEST_FILE));
    assertRefused(place, BundleProblem.MISSING_FILE).hasMessageContaining("manifest.json");
  }

  @Test
  void changedByteIsADigestMismatch() throws Exception {
    Path place = Bundles.write(directory, MANIFEST, LOGISTIC.onnx());
    Path file = place.resolve(BundleManifest.MODEL_FILE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertRefused(place, BundleProblem.DIGEST_MISMATCH).hasMessageContaining("expected=");
  }

  @Test
  void filesOverTheirLimitAreRefused() throws Exception {
    Path place = Bundles.write(directory, MANIFEST, LOGISTIC.onnx());
    long model = Files.size(place.resolve(BundleManifest.MODEL_FILE));
    long manifest = Files.size(place.resolve(BundleManifest.MANIFEST_FILE));
    assertThat(
            ModelBundle.read(
                place, TrustedKeys.anyUnsigned(), new BundleLimits(manifest, model, 1)))
        .isNotNull();
    for (BundleLimits limits :
        List.of(
            new BundleLimits(manifest, model - 1, 1), new BundleLimits(manifest - 1, model, 1))) {
      BundleException refusal =
          catchThrowableOfType(
              BundleException.class,
              () -> ModelBundle.read(place, TrustedKeys.anyUnsigned(), limits));
      assertThat(refusal.problem()).isEqualTo(BundleProblem.OVERSIZED);
    }
  }

  @Test
  void directoryThatIsAFileIsRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(catchThrowableOfType(BundleException.class, () -> ModelBundle.read(file)).problem())
        .isIn(BundleProblem.UNREADABLE_FILE, BundleProblem.MISSING_FILE);
  }

  @Test
  void pipeInPlaceOfAFileIsRefusedRatherThanWaitedFor() throws Exception {
    Path place = Bundles.write(directory, MANIFEST, LOGISTIC.onnx());
    Path file = place.resolve(BundleManifest.MODEL_FILE);
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertRefused(place, BundleProblem.UNREADABLE_FILE).hasMessageContaining("plain file");
  }

  @Test
  void externalDataIsRefusedWhereverItHides() throws Exception {
    TensorProto elsewhere =
        TensorProto.newBuilder()
            .setName("elsewhere")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .build();
    TensorProto named =
        TensorProto.newBuilder()
            .setName("named")
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"))
            .build();
    for (TensorProto tensor : List.of(elsewhere, named)) {
      assertRefused(
          BundleProblem.EXTERNAL_DATA, model -> model.getGraphBuilder().addInitializer(tensor));
      assertRefused(
          BundleProblem.EXTERNAL_DATA,
          model ->
              model
                  .getGraphBuilder()
                  .getNodeBuilder(0)
                  .addAttribute(AttributeProto.newBuilder().setName("value").setT(tensor)));
      assertRefused(
          BundleProblem.EXTERNAL_DATA,
          model ->
              model
                  .getGraphBuilder()
                  .getNodeBuilder(0)
                  .addAttribute(
                      AttributeProto.newBuilder()
                          .setName("body")
                          .setG(GraphProto.newBuilder().addInitializer(tensor))));
      assertRefused(
          BundleProblem.EXTERNAL_DATA,
          model -> model.getGraphBuilder().addSparseInitializerBuilder().setValues(tensor));
    }
  }

  @Test
  void operatorsNotOnTheListAreRefused() throws Exception {
    assertRefused(
            BundleProblem.UNKNOWN_OPERATOR,
            model -> {
              model.getGraphBuilder().getNodeBuilder(0).setOpType("RandomNormal");
              model.getGraphBuilder().getNodeBuilder(1).setDomain("com.evil");
            })
        .hasMessageContaining("RandomNormal")
        .hasMessageContaining("com.evil.Sigmoid");
    GraphProto body = GraphProto.newBuilder().addNode(Graphs.node("If", List.of("x"), "y")).build();
    assertRefused(
        BundleProblem.UNKNOWN_OPERATOR,
        model ->
            model
                .getGraphBuilder()
                .getNodeBuilder(0)
                .addAttribute(AttributeProto.newBuilder().setName("body").addGraphs(body)));
    assertRefused(
        BundleProblem.UNKNOWN_OPERATOR,
        model -> model.addFunctions(FunctionProto.newBuilder().setName("Relu")));
    assertRefused(
        BundleProblem.UNKNOWN_OPERATOR,
        model ->
            model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)));
  }

  @Test
  void otherShapesAreRefused() throws Exception {
    TensorProto.DataType type = TensorProto.DataType.FLOAT;
    assertInput(Graphs.value(Graphs.INPUT, type, -1, 4));
    assertInput(Graphs.value(Graphs.INPUT, type, 1, 3));
    assertInput(Graphs.value(Graphs.INPUT, type, -1));
    assertInput(Graphs.value(Graphs.INPUT, TensorProto.DataType.DOUBLE, -1, 3));
    assertInput(Graphs.value("other", type, -1, 3));
    assertRefused(
        BundleProblem.WRONG_SHAPE,
        model -> model.getGraphBuilder().addInput(Graphs.value("second", type, -1, 1)));
    assertOutput(Graphs.value(Graphs.OUTPUT, type, -1, 2));
    assertOutput(Graphs.value(Graphs.OUTPUT, type, 8, 1));
    assertOutput(Graphs.value(Graphs.OUTPUT, TensorProto.DataType.INT64, -1));
    assertOutput(Graphs.value("label", type, -1));
  }

  private void assertInput(ai.onnx.proto.OnnxMl.ValueInfoProto input) throws Exception {
    assertRefused(BundleProblem.WRONG_SHAPE, model -> model.getGraphBuilder().setInput(0, input))
        .hasMessageContaining("features[N, 3]");
  }

  private void assertOutput(ai.onnx.proto.OnnxMl.ValueInfoProto output) throws Exception {
    assertRefused(BundleProblem.WRONG_SHAPE, model -> model.getGraphBuilder().setOutput(0, output))
        .hasMessageContaining("[N] or [N, 1]");
  }

  @Test
  void whatIsNoPlainModelIsRefused() throws Exception {
    assertRefused(BundleProblem.UNREADABLE_MODEL, ModelProto.Builder::clearGraph);
    assertRefused(
        BundleProblem.UNREADABLE_MODEL,
        model -> model.addTrainingInfo(TrainingInfoProto.newBuilder()));
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    assertRefused(
            BundleProblem.UNREADABLE_MODEL,
            model -> model.getGraphBuilder().getNodeBuilder(0).setUnknownFields(unknown))
        .hasMessageContaining("[900]");
    Path place = directory.resolve("noise");
    BundleWriter.write(place, MANIFEST, new byte[] {7, 7, 7});
    assertRefused(place, BundleProblem.UNREADABLE_MODEL);
  }

  @Test
  void endlessNestingIsRefusedByTheParser() throws Exception {
    // a graph (6) of an attribute (5) of a node (1) of a graph ..., wrapped by hand
    ByteString bytes = ByteString.EMPTY;
    for (int depth = 0; depth < 2_000; depth++) {
      for (int field : new int[] {6, 5, 1}) {
        bytes = wrap(field, bytes);
      }
    }
    Path place = directory.resolve("deep");
    BundleWriter.write(place, MANIFEST, wrap(7, bytes).toByteArray());
    assertRefused(place, BundleProblem.UNREADABLE_MODEL).hasMessageContaining("nest");
  }

  private static ByteString wrap(int field, ByteString inner) {
    return UnknownFieldSet.newBuilder()
        .addField(field, UnknownFieldSet.Field.newBuilder().addLengthDelimited(inner).build())
        .build()
        .toByteString();
  }

  @Test
  void endlesslyManyNodesAreRefused() throws Exception {
    assertRefused(
        BundleProblem.OVERSIZED,
        model -> {
          for (int i = 0; i < 20_001; i++) {
            model.getGraphBuilder().addNode(Graphs.node("Neg", List.of("x"), "y"));
          }
        });
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      BundleProblem problem, Consumer<ModelProto.Builder> change) throws Exception {
    ModelProto.Builder model = LOGISTIC.onnx();
    change.accept(model);
    Path parent = Files.createTempDirectory(directory, "refused");
    return assertRefused(Bundles.write(parent, MANIFEST, model), problem);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Path place, BundleProblem problem) {
    BundleException refusal =
        catchThrowableOfType(BundleException.class, () -> ModelBundle.read(place));
    assertThat(refusal).isNotNull();
    assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(problem);
    return assertThat(refusal);
  }
}
