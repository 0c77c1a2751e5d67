package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTrialTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(-1, 0.5f, -2, 1.5f);
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void goodBundlePasses() throws Exception {
    BundleTrial.within(LONG).run(Bundles.logistic(directory, LOGISTIC, 3));
  }

  @Test
  void whatTheChildFindsIsTheRefusal() throws Exception {
    BundleManifest manifest = Bundles.manifest(3, row -> 0.5f);
    ModelBundle bundle = Bundles.read(directory, manifest, LOGISTIC.onnx());
    BundleException refusal = refusal(BundleTrial.within(LONG), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.GOLDEN_MISMATCH);
    assertThat(refusal).hasMessageContaining("expected=0.5");
  }

  @Test
  void modelThatCrashesItsProcessIsRefused() throws Exception {
    ModelBundle bundle =
        Bundles.read(directory, Bundles.manifest(3, row -> 0.5f), deepTree(300_000));
    BundleException refusal = refusal(BundleTrial.within(LONG), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("ended by a signal: signal=");
  }

  @Test
  void modelThatNeverEndsLoadingIsRefusedAndItsProcessEnded() throws Exception {
    ModelBundle bundle =
        Bundles.read(directory, Bundles.manifest(3, row -> 0.5f), endlessFolding(1_500));
    BundleException refusal = refusal(BundleTrial.within(Duration.ofSeconds(6)), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("timeout=PT6S");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void childThatDiesIsARefusalWithItsStatusAndLastWords() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal = refusal(BundleTrial.by(LONG, child("DIE")), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("status=7").hasMessageContaining("last words");
  }

  @Test
  void childThatNeverEndsIsARefusalAndIsEnded() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal =
        refusal(BundleTrial.by(Duration.ofMillis(500), child("HANG")), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
    assertThat(refusal).hasMessageContaining("timeout=PT0.5S");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void childSeesNothingOfThisEnvironmentAndLeavesNothingBehind() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal = refusal(BundleTrial.by(LONG, child("TELL")), bundle);
    String message = refusal.getMessage();
    assertThat(message.substring(message.indexOf("variables="), message.indexOf(" room=")))
        .doesNotContain("HOME");
    Path room = Path.of(message.substring(message.indexOf("room=") + 5).strip());
    assertThat(room.toString()).contains("alcedo-trial-");
    assertThat(room).doesNotExist();
  }

  @Test
  void programThatIsNotThereIsARefusal() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    BundleException refusal =
        refusal(BundleTrial.by(LONG, List.of(directory.resolve("none").toString())), bundle);
    assertThat(refusal.problem()).isEqualTo(BundleProblem.TRIAL_FAILED);
  }

  private static List<String> child(String mode) throws Exception {
    List<String> command = new ArrayList<>(BundleTrial.java(Child.class.getName()));
    Path classes = Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.set(command.indexOf("-cp") + 1, classes.toString());
    command.add(mode);
    return command;
  }

  /** A child process that misbehaves. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      switch (arguments[0]) {
        case "HANG" -> new CountDownLatch(1).await();
        case "TELL" ->
            System.out.println(
                "variables="
                    + System.getenv().keySet()
                    + " room="
                    + System.getProperty("java.io.tmpdir"));
        default -> System.out.println("last words");
      }
      Runtime.getRuntime().halt(7);
    }
  }

  /** Powers of a great matrix of constants, which the runtime multiplies while it loads. */
  private static ModelProto.Builder endlessFolding(int powers) {
    int side = 3_000;
    GraphProto.Builder graph =
        Graphs.graph(3)
            .addInitializer(Graphs.constant("weights", new float[] {1, 2, 3}, 3, 1))
            .addInitializer(Graphs.constant("one", new float[] {1e-9f}, 1, 1))
            .addInitializer(
                TensorProto.newBuilder()
                    .setName("shape")
                    .setDataType(TensorProto.DataType.INT64.getNumber())
                    .addDims(2)
                    .addInt64Data(side)
                    .addInt64Data(side))
            .addNode(Graphs.node("Expand", List.of("one", "shape"), "power0"));
    for (int power = 0; power < powers; power++) {
      graph.addNode(
          Graphs.node("MatMul", List.of("power" + power, "power0"), "power" + (power + 1)));
    }
    return Graphs.model(
        graph
            .addNode(
                Graphs.node("ReduceSum", List.of("power" + powers), "sum")
                    .addAttribute(Graphs.integer("keepdims", 0)))
            .addNode(Graphs.node("Gemm", List.of(Graphs.INPUT, "weights"), "log_odds"))
            .addNode(Graphs.node("Add", List.of("log_odds", "sum"), "shifted"))
            .addNode(Graphs.node("Sigmoid", List.of("shifted"), Graphs.OUTPUT)));
  }

  /** One tree that is a chain: the runtime walks it recursively when it loads. */
  private static ModelProto.Builder deepTree(int depth) {
    List<Integer> nodeIds = new ArrayList<>();
    List<Integer> lefts = new ArrayList<>();
    List<Integer> rights = new ArrayList<>();
    List<String> modes = new ArrayList<>();
    for (int node = 0; node <= 2 * depth; node++) {
      boolean leaf = node >= depth;
      nodeIds.add(node);
      modes.add(leaf ? "LEAF" : "BRANCH_LT");
      lefts.add(leaf ? 0 : depth + 1 + node);
      rights.add(leaf ? 0 : node + 1);
    }
    List<Integer> leaves = nodeIds.subList(depth, 2 * depth + 1);
    int nodes = nodeIds.size();
    NodeProto.Builder ensemble =
        Graphs.node("TreeEnsembleRegressor", List.of(Graphs.INPUT), "log_odds")
            .setDomain("ai.onnx.ml")
            .addAttribute(Graphs.integer("n_targets", 1))
            .addAttribute(Graphs.ints("nodes_treeids", Collections.nCopies(nodes, 0)))
            .addAttribute(Graphs.ints("nodes_nodeids", nodeIds))
            .addAttribute(Graphs.ints("nodes_featureids", Collections.nCopies(nodes, 0)))
            .addAttribute(Graphs.floats("nodes_values", Collections.nCopies(nodes, 0f)))
            .addAttribute(Graphs.texts("nodes_modes", modes))
            .addAttribute(Graphs.ints("nodes_truenodeids", lefts))
            .addAttribute(Graphs.ints("nodes_falsenodeids", rights))
            .addAttribute(Graphs.ints("target_treeids", Collections.nCopies(depth + 1, 0)))
            .addAttribute(Graphs.ints("target_nodeids", leaves))
            .addAttribute(Graphs.ints("target_ids", Collections.nCopies(depth + 1, 0)))
            .addAttribute(Graphs.floats("target_weights", Collections.nCopies(depth + 1, 0f)));
    return Graphs.model(
        Graphs.graph(3)
            .addNode(ensemble)
            .addNode(Graphs.node("Sigmoid", List.of("log_odds"), Graphs.OUTPUT)));
  }

  private static BundleException refusal(BundleTrial trial, ModelBundle bundle) {
    return catchThrowableOfType(BundleException.class, () -> trial.run(bundle));
  }
}
