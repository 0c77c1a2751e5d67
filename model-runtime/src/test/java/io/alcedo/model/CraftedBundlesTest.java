package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One crafted bundle for each reason to refuse one, offered as a host is offered them. */
class CraftedBundlesTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(-1, 0.5f, -2, 1.5f);
  private static final BundleManifest MANIFEST = Bundles.manifest(3, LOGISTIC::score);
  private static final List<String> JOB_NAMES = List.of("f0", "f1", "f2");
  private static final List<String> JOB_HASHES = List.of("hash0", "hash1", "hash2");
  private static final SigningKey KEY = SigningKey.generate();
  private static final TrustedKeys TRUSTED = TrustedKeys.of(List.of(KEY.publicKey()));

  /** Makes a bundle in a directory that is not there yet. */
  private interface Craft {
    void write(Path place) throws Exception;
  }

  private static final Map<BundleProblem, Craft> CRAFTED = crafted();

  @TempDir Path directory;

  private static Map<BundleProblem, Craft> crafted() {
    Map<BundleProblem, Craft> all = new EnumMap<>(BundleProblem.class);
    all.put(BundleProblem.UNSIGNED, place -> write(place, MANIFEST, LOGISTIC.onnx(), null));
    all.put(
        BundleProblem.UNTRUSTED_KEY,
        place -> write(place, MANIFEST, LOGISTIC.onnx(), SigningKey.generate()));
    all.put(BundleProblem.BAD_SIGNATURE, afterwards(CraftedBundlesTest::promoteItself));
    all.put(
        BundleProblem.MISSING_FILE,
        afterwards(place -> Files.delete(place.resolve(BundleManifest.MODEL_FILE))));
    all.put(BundleProblem.UNREADABLE_FILE, afterwards(CraftedBundlesTest::modelIsADirectory));
    all.put(BundleProblem.UNREADABLE_MANIFEST, afterwards(CraftedBundlesTest::signedNonsense));
    all.put(
        BundleProblem.DIGEST_MISMATCH,
        afterwards(
            place ->
                Files.write(
                    place.resolve(BundleManifest.MODEL_FILE),
                    new LogisticModel(9, 1, 1, 1).onnx().build().toByteArray())));
    all.put(BundleProblem.OVERSIZED, model(CraftedBundlesTest::addManyNodes));
    all.put(BundleProblem.UNREADABLE_MODEL, model(ModelProto.Builder::clearGraph));
    all.put(BundleProblem.EXTERNAL_DATA, model(CraftedBundlesTest::readPasswords));
    all.put(
        BundleProblem.UNKNOWN_OPERATOR,
        model(model -> model.getGraphBuilder().getNodeBuilder(0).setOpType("Loop")));
    all.put(
        BundleProblem.WRONG_SHAPE,
        model(
            model ->
                model
                    .getGraphBuilder()
                    .setInput(0, Graphs.value(Graphs.INPUT, TensorProto.DataType.FLOAT, -1, 4))));
    all.put(BundleProblem.UNKNOWN_FEATURE, feature(new ModelFeature("new", "new", "a", 0, 1)));
    all.put(BundleProblem.FEATURE_CHANGED, feature(new ModelFeature("f0", "other", "a", 0, 1)));
    all.put(
        BundleProblem.GOLDEN_MISMATCH,
        place -> write(place, Bundles.manifest(3, row -> 0.5f), LOGISTIC.onnx(), KEY));
    all.put(
        BundleProblem.LOAD_FAILED,
        model(
            model ->
                model
                    .getGraphBuilder()
                    .setInitializer(0, Graphs.constant("weights", new float[] {1, 2}, 2, 1))));
    all.put(
        BundleProblem.TRIAL_FAILED,
        place -> write(place, MANIFEST, HostileModels.deepTree(300_000), KEY));
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedForWhatIsWrongWithIt(BundleProblem problem) throws Exception {
    Path place = directory.resolve("bundle");
    Craft craft = CRAFTED.get(problem);
    assertThat(craft).as("each problem has a crafted bundle: %s", problem).isNotNull();
    craft.write(place);
    BundleException refusal = catchThrowableOfType(BundleException.class, () -> take(place));
    assertThat(refusal).isNotNull();
    assertThat(refusal.problem()).as(refusal.getMessage()).isEqualTo(problem);
  }

  @Test
  void oneInWhichNothingIsWrongIsTaken() throws Exception {
    Path place = directory.resolve("bundle");
    write(place, MANIFEST, LOGISTIC.onnx(), KEY);
    take(place);
  }

  /** What a host does with a bundle before it loads it. */
  private static void take(Path place) throws BundleException {
    ModelBundle bundle = ModelBundle.read(place, TRUSTED);
    FeatureBinding.bind(bundle.manifest(), JOB_NAMES, JOB_HASHES);
    BundleTrial.within(Duration.ofMinutes(2)).run(bundle);
  }

  private static void write(
      Path place, BundleManifest manifest, ModelProto.Builder onnx, SigningKey key)
      throws BundleException {
    BundleWriter.write(place, manifest, onnx.build().toByteArray(), "name: test\n", key);
  }

  private static Craft model(Consumer<ModelProto.Builder> change) {
    return place -> {
      ModelProto.Builder model = LOGISTIC.onnx();
      change.accept(model);
      write(place, MANIFEST, model, KEY);
    };
  }

  private static Craft feature(ModelFeature first) {
    return place -> {
      List<ModelFeature> features =
          List.of(first, MANIFEST.features().get(1), MANIFEST.features().get(2));
      write(place, Bundles.withFeatures(MANIFEST, features), LOGISTIC.onnx(), KEY);
    };
  }

  private static Craft afterwards(Craft change) {
    return place -> {
      write(place, MANIFEST, LOGISTIC.onnx(), KEY);
      change.write(place);
    };
  }

  private static void promoteItself(Path place) throws IOException {
    Path manifest = place.resolve(BundleManifest.MANIFEST_FILE);
    Files.writeString(manifest, Files.readString(manifest).replace("0.9", "0.8"));
  }

  private static void modelIsADirectory(Path place) throws IOException {
    Files.delete(place.resolve(BundleManifest.MODEL_FILE));
    Files.createDirectory(place.resolve(BundleManifest.MODEL_FILE));
  }

  private static void signedNonsense(Path place) throws IOException {
    byte[] nonsense = "{\"name\":\"test\"}".getBytes(StandardCharsets.UTF_8);
    Files.write(place.resolve(BundleManifest.MANIFEST_FILE), nonsense);
    Files.write(place.resolve(ManifestSignature.FILE), KEY.sign(nonsense).toBytes());
  }

  private static void addManyNodes(ModelProto.Builder model) {
    for (int i = 0; i < 20_001; i++) {
      model.getGraphBuilder().addNode(Graphs.node("Neg", List.of("x"), "y"));
    }
  }

  private static void readPasswords(ModelProto.Builder model) {
    model
        .getGraphBuilder()
        .addInitializerBuilder()
        .setName("secrets")
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalDataBuilder()
        .setKey("location")
        .setValue("../../../../etc/passwd");
  }
}
