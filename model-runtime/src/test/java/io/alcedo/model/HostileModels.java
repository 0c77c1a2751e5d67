package io.alcedo.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Models that pass every look at their bytes and harm the process that loads them. */
final class HostileModels {
  private HostileModels() {}

  /** Powers of a great matrix of constants, which the runtime multiplies while it loads. */
  static ModelProto.Builder endlessFolding(int powers) {
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
  static ModelProto.Builder deepTree(int depth) {
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
}
