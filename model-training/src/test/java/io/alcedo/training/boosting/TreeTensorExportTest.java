package io.alcedo.training.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.onnx.OnnxSession;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds trees as tensors against the same trees as an ensemble, walked by hand, and XGBoost. */
class TreeTensorExportTest {
  private static final float TOLERANCE = 1e-6f;
  private static final int ROWS = 700;

  @Test
  void scoresRandomTreesAsTheEnsembleAndAsWalkingThemDoes() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 24; round++) {
      int depth = round % 9;
      int features = 1 + random.nextInt(7);
      TreeEnsemble ensemble = RandomTrees.ensemble(random, features, depth);
      float[] vectors = RandomTrees.vectors(random, ensemble, ROWS);
      String which = "seed=" + seed + ", round=" + round + ", depth=" + depth;
      try (OnnxSession trees = new OnnxSession(TreeEnsembleExport.toOnnx(ensemble));
          OnnxSession tensors = new OnnxSession(TreeTensorExport.toOnnx(ensemble))) {
        float[] actual = tensors.score(vectors, ROWS);
        assertSame(trees.score(vectors, ROWS), actual, which);
        assertSame(RandomTrees.walked(ensemble, vectors, ROWS), actual, which);
      }
    }
  }

  @Test
  void scoresTrainedTreesOfEveryDepthAsXgboostDoes() throws Exception {
    TrainingSet set = SyntheticRows.rows(6_000, 7, 11, 0);
    TrainingSet train = SyntheticRows.part(set, 0, 5_000);
    TrainingSet validation = SyntheticRows.part(set, 5_000, 6_000);
    Random random = new Random(11);
    for (int depth = 1; depth <= 8; depth++) {
      GradientBoostingSettings settings =
          new GradientBoostingSettings(25, depth, 0.3, 1, 1, 0.8, 0.8, 256, 1, 0, 2, depth);
      try (BoostedModel model =
              new GradientBoostingTrainer(settings)
                  .train(train, validation, TrainingProgress.NONE);
          OnnxSession tensors = new OnnxSession(model.toOnnx(ExecutionTarget.CUDA))) {
        TreeEnsemble ensemble = TreeEnsemble.parse(model.json(), model.trees());
        float[] vectors = RandomTrees.vectors(random, ensemble, ROWS);
        float[] scores = tensors.score(vectors, ROWS);
        assertSame(model.predict(vectors, ROWS), scores, "depth=" + depth);
        assertThat(scores[1]).as("scores differ among rows").isNotEqualTo(scores[3]);
      }
    }
  }

  @Test
  void scoresTreesThatNeverSplitAsXgboostDoes() throws Exception {
    TrainingSet set = SyntheticRows.rows(3_000, 4, 5, 0);
    GradientBoostingSettings settings =
        new GradientBoostingSettings(3, 4, 0.3, 1e9, 1, 1, 1, 256, 1, 0, 2, 1);
    try (BoostedModel model =
            new GradientBoostingTrainer(settings).train(set, set, TrainingProgress.NONE);
        OnnxSession tensors = new OnnxSession(model.toOnnx(ExecutionTarget.CUDA))) {
      assertThat(TreeEnsemble.parse(model.json(), 3).trees())
          .allSatisfy(tree -> assertThat(tree.nodes()).isEqualTo(1));
      float[] vectors = set.flat(0, 100);
      assertSame(model.predict(vectors, 100), tensors.score(vectors, 100), "single leaves");
    }
  }

  @Test
  void usesNoTreeOperator() throws Exception {
    TreeEnsemble ensemble = RandomTrees.ensemble(new Random(1), 3, 3);

    assertThat(ModelProto.parseFrom(TreeTensorExport.toOnnx(ensemble)).getGraph().getNodeList())
        .hasSizeGreaterThan(10)
        .allSatisfy(node -> assertThat(node.getDomain()).isEmpty());
  }

  @Test
  void refusesTreesThatAreTooLargeWhenPadded() {
    List<TreeEnsemble.Tree> trees = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      trees.add(RandomTrees.vine(15));
    }

    assertThatThrownBy(() -> TreeTensorExport.toOnnx(new TreeEnsemble(1, 0, trees)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("trees=600, depth=15");
  }

  private static void assertSame(float[] expected, float[] actual, String which) {
    float worst = 0;
    for (int row = 0; row < expected.length; row++) {
      float difference = Math.abs(expected[row] - actual[row]);
      worst = Float.isNaN(difference) ? Float.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    assertThat(worst).as("largest difference, " + which).isLessThanOrEqualTo(TOLERANCE);
  }
}
