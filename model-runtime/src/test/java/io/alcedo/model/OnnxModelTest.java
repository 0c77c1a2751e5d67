package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(-1, 0.5f, -2, 1.5f);

  @TempDir Path directory;

  @Test
  void treesScoreAsInPlainJavaAtEveryBatchSizeAndWithUnknownValues() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int features = 7;
    TreesModel trees = new TreesModel(seed, features, 40, 5);
    ModelBundle bundle = Bundles.trees(directory, trees, features);
    for (ModelOptions options :
        List.of(ModelOptions.DEFAULT, new ModelOptions(2, 100), new ModelOptions(1, 1))) {
      try (OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, options)) {
        for (int count : new int[] {1, 2, 31, 32, 33, 64, 65, 99, 100, 101, 300}) {
          float[] rows = new float[count * features];
          float[] expected = new float[count];
          for (int i = 0; i < count; i++) {
            float[] row = Bundles.row(random, features, true);
            System.arraycopy(row, 0, rows, i * features, features);
            expected[i] = trees.score(row);
          }
          float[] scores = new float[count + 1];
          scores[count] = -7;
          model.score(rows, count, scores);
          assertThat(Arrays.copyOf(scores, count))
              .as("seed=%d count=%d options=%s", seed, count, options)
              .containsExactly(expected, within(1e-5f));
          assertThat(scores[count]).isEqualTo(-7);
        }
      }
    }
  }

  @Test
  void outputMayBeFlat() throws Exception {
    ModelProto.Builder onnx = LOGISTIC.onnx();
    onnx.getGraphBuilder()
        .setNode(1, Graphs.node("Sigmoid", List.of("log_odds"), "column"))
        .addInitializer(
            TensorProto.newBuilder()
                .setName("flat")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(-1))
        .addNode(Graphs.node("Reshape", List.of("column", "flat"), Graphs.OUTPUT))
        .setOutput(0, Graphs.value(Graphs.OUTPUT, TensorProto.DataType.FLOAT, -1));
    ModelBundle bundle = Bundles.read(directory, Bundles.manifest(3, LOGISTIC::score), onnx);
    try (OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
      float[] scores = new float[2];
      model.score(new float[] {1, 2, 3, -1, 0, 1}, 2, scores);
      assertThat(scores)
          .containsExactly(
              new float[] {LOGISTIC.score(1, 2, 3), LOGISTIC.score(-1, 0, 1)}, within(1e-6f));
    }
  }

  @Test
  void goldenVectorsThatScoreOtherwiseAreRefused() throws Exception {
    BundleManifest manifest = Bundles.manifest(3, row -> LOGISTIC.score(row) * 0.999f);
    ModelBundle bundle = Bundles.read(directory, manifest, LOGISTIC.onnx());
    for (ExecutionTarget target : ExecutionTarget.values()) {
      BundleException refusal =
          catchThrowableOfType(
              BundleException.class, () -> OnnxModel.open(bundle, target, ModelOptions.DEFAULT));
      assertThat(refusal.problem()).isEqualTo(BundleProblem.GOLDEN_MISMATCH);
      assertThat(refusal)
          .hasMessageContaining("goldenVectors[0]")
          .hasMessageContaining("expected=");
    }
  }

  @Test
  void modelThatTheRuntimeRejectsIsRefused() throws Exception {
    ModelProto.Builder onnx = LOGISTIC.onnx();
    onnx.getGraphBuilder().getNodeBuilder(0).setInput(1, "nowhere");
    ModelBundle bundle = Bundles.read(directory, Bundles.manifest(3, LOGISTIC::score), onnx);
    BundleException refusal =
        catchThrowableOfType(
            BundleException.class,
            () -> OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT));
    assertThat(refusal.problem()).isEqualTo(BundleProblem.LOAD_FAILED);
  }

  @Test
  void scoreThatIsNoProbabilityIsAFailure() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    try (OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
      ScoringException failure =
          catchThrowableOfType(
              ScoringException.class,
              () -> model.score(new float[] {1, 2, 3, 1, Float.NaN, 3}, 2, new float[2]));
      assertThat(failure.problem()).isEqualTo(ScoringException.Problem.INVALID_SCORE);
      assertThat(failure).hasMessageContaining("row=1").hasMessageContaining("NaN");
      float[] scores = new float[1];
      model.score(new float[] {1, 2, 3}, 1, scores);
      assertThat(scores[0]).isEqualTo(LOGISTIC.score(1, 2, 3), within(1e-6f));
    }
  }

  @Test
  void withoutCudaTheModelOpensOnTheCpuAndSaysSo() throws Exception {
    ModelBundle bundle = Bundles.logistic(directory, LOGISTIC, 3);
    try (OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CUDA, ModelOptions.DEFAULT)) {
      assertThat(model.degradation()).isEqualTo(Degradation.CPU_FALLBACK);
      float[] scores = new float[1];
      model.score(new float[] {1, 2, 3}, 1, scores);
      assertThat(scores[0]).isEqualTo(LOGISTIC.score(1, 2, 3), within(1e-6f));
    }
    try (OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
      assertThat(model.degradation()).isEqualTo(Degradation.NONE);
    }
  }

  @Test
  void treeEnsemblesComputeOnTheCpuWhateverIsAskedFor() throws Exception {
    ModelBundle trees = Bundles.trees(directory.resolve("a"), new TreesModel(1, 5, 5, 3), 5);
    ModelBundle logistic = Bundles.logistic(directory.resolve("b"), LOGISTIC, 3);
    for (ExecutionTarget asked : ExecutionTarget.values()) {
      assertThat(OnnxModel.place(trees, asked)).isEqualTo(ExecutionTarget.CPU);
      assertThat(OnnxModel.place(logistic, asked)).isEqualTo(asked);
    }
    try (OnnxModel model = OnnxModel.open(trees, ExecutionTarget.CUDA, ModelOptions.DEFAULT)) {
      assertThat(model.degradation()).isEqualTo(Degradation.CPU_FALLBACK);
    }
  }

  @Test
  void closingWaitsForCallsAndHappensOnce() throws Exception {
    ModelBundle bundle = Bundles.trees(directory, new TreesModel(1, 5, 50, 5), 5);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 10; round++) {
        OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT);
        CountDownLatch running = new CountDownLatch(3);
        Future<?>[] scoring = new Future<?>[3];
        for (int i = 0; i < scoring.length; i++) {
          scoring[i] = threads.submit(() -> scoreUntilClosed(model, running));
        }
        running.await();
        model.close();
        model.close();
        for (Future<?> future : scoring) {
          assertThat(future.get()).isEqualTo(ScoringException.Problem.CLOSED);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static ScoringException.Problem scoreUntilClosed(OnnxModel model, CountDownLatch running)
      throws Exception {
    float[] rows = new float[40 * 5];
    float[] scores = new float[40];
    model.score(rows, 40, scores);
    running.countDown();
    while (true) {
      try {
        model.score(rows, 40, scores);
      } catch (ScoringException e) {
        return e.problem();
      }
    }
  }

  @Test
  void optionsHaveRanges() {
    assertThat(ModelOptions.DEFAULT.withThreads(2).withSliceRows(8))
        .isEqualTo(new ModelOptions(2, 8));
    assertThatThrownBy(() -> new ModelOptions(0, 32)).hasMessageContaining("threads=0");
    assertThatThrownBy(() -> new ModelOptions(1, 0)).hasMessageContaining("sliceRows=0");
  }
}
