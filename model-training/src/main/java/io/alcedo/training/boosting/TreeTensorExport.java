package io.alcedo.training.boosting;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.alcedo.training.onnx.GraphWriter;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes gradient-boosted trees as plain tensor operations, for CUDA, which has no kernel for tree
 * ensembles: all trees go down one level at a time, for all rows at once.
 *
 * <p>Each tree is padded to a perfect one of the depth of the deepest: below a leaf all leaves have
 * its value, so that it does not matter which way a row goes there. The nodes of level {@code l} of
 * all trees make one table, tree after tree, {@code 2^l} nodes each. A row that is at place {@code
 * p} of that table goes to place {@code 2p} of the next one where its value is below the node's
 * threshold, and to {@code 2p + 1} where it is not; in the table of leaves, the values at its
 * places, one a tree, are summed.
 *
 * <p>A missing value has to follow the default direction of each split. So the vector stands there
 * twice, first with minus infinity for what is missing and then with plus infinity, and a node that
 * sends missing values to the right looks at the second.
 *
 * <p>The perfect-tree traversal of Hummingbird (Nakandala et al., "A Tensor Compiler for Unified
 * Machine Learning Prediction Serving", OSDI 2020). Their matrix form is faster for the shallowest
 * trees only, and takes products as large as all trees together. Sums run in float in another order
 * than XGBoost's, so scores agree to about 5e-7. On a processor this form takes three to four times
 * as long as {@link TreeEnsembleExport}'s.
 */
final class TreeTensorExport {
  /** The most leaves that the padded trees may have together: 64 MiB of them. */
  static final long MOST_LEAVES = 1L << 24;

  private static final int ROOT = 0;

  private final TreeEnsemble ensemble;
  private final int trees;
  private final int depth;

  private TreeTensorExport(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
    this.trees = ensemble.trees().size();
    this.depth = ensemble.trees().stream().mapToInt(tree -> depth(tree, ROOT)).max().orElse(0);
  }

  /**
   * Returns the ONNX bytes of an ensemble.
   *
   * @throws TrainingException NOT_EXPORTABLE where the padded trees would be too large
   */
  static byte[] toOnnx(TreeEnsemble ensemble) throws TrainingException {
    TreeTensorExport export = new TreeTensorExport(ensemble);
    if ((long) export.trees << export.depth > MOST_LEAVES) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE,
          "Trees as tensors have at most "
              + MOST_LEAVES
              + " leaves when padded: trees="
              + export.trees
              + ", depth="
              + export.depth
              + ". Fewer levels help most");
    }
    return export.write();
  }

  private byte[] write() {
    GraphWriter graph = new GraphWriter(ensemble.features());
    String leaves = graph.floats("leaves", leafValues(), (long) trees << depth);
    String reached = graph.node("Gather", List.of(leaves, places(graph)));
    String sum = graph.node("ReduceSum", List.of(reached, graph.indices("trees_axis", 1)));
    String base = graph.floats("base", new float[] {ensemble.baseLogOdds()}, 1);
    return graph.sigmoid(graph.node("Add", List.of(sum, base)));
  }

  /** Goes down all levels; the value returned holds [N, trees] places in the table of leaves. */
  private String places(GraphWriter graph) {
    String vector = bothWays(graph);
    String places = rootPlaces(graph);
    for (int level = 0; level < depth; level++) {
      Level table = new Level(level);
      int nodes = trees << level;
      String feature =
          graph.node(
              "Gather",
              List.of(graph.integers("features_" + level, table.features, nodes), places));
      String threshold =
          graph.node(
              "Gather",
              List.of(graph.floats("thresholds_" + level, table.thresholds, nodes), places));
      String value = graph.node("GatherElements", List.of(vector, feature), Map.of("axis", 1));
      String right = graph.node("GreaterOrEqual", List.of(value, threshold));
      String doubled = graph.node("Add", List.of(places, places));
      places = graph.node("Add", List.of(doubled, graph.cast(right, DataType.INT32)));
    }
    return places;
  }

  /** Adds the vector with missing values once below and once above all thresholds. */
  private static String bothWays(GraphWriter graph) {
    String missing = graph.node("IsNaN", List.of(FittedModel.INPUT));
    String below = graph.floats("below", new float[] {Float.NEGATIVE_INFINITY}, 1);
    String above = graph.floats("above", new float[] {Float.POSITIVE_INFINITY}, 1);
    return graph.node(
        "Concat",
        List.of(
            graph.node("Where", List.of(missing, below, FittedModel.INPUT)),
            graph.node("Where", List.of(missing, above, FittedModel.INPUT))),
        Map.of("axis", 1));
  }

  /** Adds the places of the roots, the same [0, trees) for each of N rows. */
  private String rootPlaces(GraphWriter graph) {
    int[] roots = new int[trees];
    Arrays.setAll(roots, tree -> tree);
    String shape = graph.node("Shape", List.of(FittedModel.INPUT));
    String rows =
        graph.node("Slice", List.of(shape, graph.indices("first", 0), graph.indices("second", 1)));
    String wanted =
        graph.node("Concat", List.of(rows, graph.indices("count", trees)), Map.of("axis", 0));
    return graph.node("Expand", List.of(graph.integers("roots", roots, 1, trees), wanted));
  }

  private float[] leafValues() {
    float[] values = new float[trees << depth];
    for (int i = 0; i < trees; i++) {
      fill(ensemble.trees().get(i), ROOT, i, 0, values);
    }
    return values;
  }

  /** Fills what lies below a node; its place is among the nodes of its level. */
  private void fill(TreeEnsemble.Tree tree, int node, int place, int level, float[] values) {
    if (tree.leaf(node)) {
      int below = depth - level;
      Arrays.fill(values, place << below, (place + 1) << below, tree.value()[node]);
      return;
    }
    fill(tree, tree.left()[node], 2 * place, level + 1, values);
    fill(tree, tree.right()[node], 2 * place + 1, level + 1, values);
  }

  private static int depth(TreeEnsemble.Tree tree, int node) {
    return tree.leaf(node)
        ? 0
        : 1 + Math.max(depth(tree, tree.left()[node]), depth(tree, tree.right()[node]));
  }

  /** The splits of all trees at one level; where a tree ended above, a split that tells nothing. */
  private final class Level {
    private final int level;
    private final int[] features;
    private final float[] thresholds;

    Level(int level) {
      this.level = level;
      this.features = new int[trees << level];
      this.thresholds = new float[trees << level];
      for (int i = 0; i < trees; i++) {
        collect(ensemble.trees().get(i), ROOT, i, 0);
      }
    }

    private void collect(TreeEnsemble.Tree tree, int node, int place, int at) {
      if (tree.leaf(node)) {
        return;
      }
      if (at == level) {
        features[place] =
            tree.feature()[node] + (tree.defaultLeft()[node] ? 0 : ensemble.features());
        thresholds[place] = tree.value()[node];
        return;
      }
      collect(tree, tree.left()[node], 2 * place, at + 1);
      collect(tree, tree.right()[node], 2 * place + 1, at + 1);
    }
  }
}
