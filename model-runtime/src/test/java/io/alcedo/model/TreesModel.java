package io.alcedo.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random perfect trees as TreeEnsembleRegressor and Sigmoid, and the same in plain Java. */
final class TreesModel {
  private final int features;
  private final int trees;
  private final int depth;
  private final int[] splitFeatures;
  private final float[] values;
  private final boolean[] missingLeft;

  TreesModel(long seed, int features, int trees, int depth) {
    Random random = new Random(seed);
    this.features = features;
    this.trees = trees;
    this.depth = depth;
    int nodes = trees * nodesEach();
    this.splitFeatures = new int[nodes];
    this.values = new float[nodes];
    this.missingLeft = new boolean[nodes];
    for (int i = 0; i < nodes; i++) {
      splitFeatures[i] = random.nextInt(features);
      values[i] = (float) random.nextGaussian() * (leaf(i % nodesEach()) ? 0.2f : 1f);
      missingLeft[i] = random.nextBoolean();
    }
  }

  private int nodesEach() {
    return (1 << (depth + 1)) - 1;
  }

  private boolean leaf(int node) {
    return node >= (1 << depth) - 1;
  }

  float score(float... row) {
    double sum = 0;
    for (int tree = 0; tree < trees; tree++) {
      int node = 0;
      while (!leaf(node)) {
        int at = tree * nodesEach() + node;
        float value = row[splitFeatures[at]];
        boolean left = Float.isNaN(value) ? missingLeft[at] : value < values[at];
        node = 2 * node + (left ? 1 : 2);
      }
      sum += values[tree * nodesEach() + node];
    }
    return (float) (1 / (1 + Math.exp(-sum)));
  }

  ModelProto.Builder onnx() {
    List<Integer> treeIds = new ArrayList<>();
    List<Integer> nodeIds = new ArrayList<>();
    List<Integer> featureIds = new ArrayList<>();
    List<Float> thresholds = new ArrayList<>();
    List<String> modes = new ArrayList<>();
    List<Integer> lefts = new ArrayList<>();
    List<Integer> rights = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    List<Integer> leafTrees = new ArrayList<>();
    List<Integer> leafNodes = new ArrayList<>();
    List<Float> weights = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      int node = i % nodesEach();
      boolean leaf = leaf(node);
      treeIds.add(i / nodesEach());
      nodeIds.add(node);
      featureIds.add(leaf ? 0 : splitFeatures[i]);
      thresholds.add(leaf ? 0f : values[i]);
      modes.add(leaf ? "LEAF" : "BRANCH_LT");
      lefts.add(leaf ? 0 : 2 * node + 1);
      rights.add(leaf ? 0 : 2 * node + 2);
      missing.add(!leaf && missingLeft[i] ? 1 : 0);
      if (leaf) {
        leafTrees.add(i / nodesEach());
        leafNodes.add(node);
        weights.add(values[i]);
      }
    }
    NodeProto.Builder ensemble =
        Graphs.node("TreeEnsembleRegressor", List.of(Graphs.INPUT), "log_odds")
            .setDomain("ai.onnx.ml")
            .addAttribute(Graphs.integer("n_targets", 1))
            .addAttribute(Graphs.ints("nodes_treeids", treeIds))
            .addAttribute(Graphs.ints("nodes_nodeids", nodeIds))
            .addAttribute(Graphs.ints("nodes_featureids", featureIds))
            .addAttribute(Graphs.floats("nodes_values", thresholds))
            .addAttribute(Graphs.texts("nodes_modes", modes))
            .addAttribute(Graphs.ints("nodes_truenodeids", lefts))
            .addAttribute(Graphs.ints("nodes_falsenodeids", rights))
            .addAttribute(Graphs.ints("nodes_missing_value_tracks_true", missing))
            .addAttribute(Graphs.ints("target_treeids", leafTrees))
            .addAttribute(Graphs.ints("target_nodeids", leafNodes))
            .addAttribute(Graphs.ints("target_ids", leafNodes.stream().map(leaf -> 0).toList()))
            .addAttribute(Graphs.floats("target_weights", weights));
    return Graphs.model(
        Graphs.graph(features)
            .addNode(ensemble)
            .addNode(Graphs.node("Sigmoid", List.of("log_odds"), Graphs.OUTPUT)));
  }
}
