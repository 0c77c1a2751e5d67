package io.alcedo.training.boosting;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.alcedo.training.onnx.GraphWriter;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;

/**
 * Writes gradient-boosted trees as ONNX: a {@code TreeEnsembleRegressor} of {@code ai.onnx.ml} 3
 * that sums the leaves to log-odds, and a {@code Sigmoid} behind it.
 *
 * <p>Input {@value FittedModel#INPUT}: float [N, features], NaN = missing. Output {@value
 * FittedModel#OUTPUT}: float [N, 1], the probability of fraud. Splits are {@code BRANCH_LT},
 * because XGBoost goes left on a value strictly below the threshold; {@code
 * nodes_missing_value_tracks_true} holds each split's default direction. Sums run in float in
 * another order than XGBoost's, so scores agree to about 5e-7.
 */
public final class TreeEnsembleExport {
  private static final String LOG_ODDS = "log_odds";

  private TreeEnsembleExport() {}

  /**
   * Returns the ONNX bytes of a model in XGBoost's JSON.
   *
   * @param json what {@code Booster.toByteArray("json")} returns, of objective binary:logistic
   * @param trees how many of its trees score, from the first
   * @throws TrainingException NOT_EXPORTABLE where the model is no sum of plain trees for two
   *     classes
   */
  public static byte[] toOnnx(byte[] json, int trees) throws TrainingException {
    return toOnnx(TreeEnsemble.parse(json, trees));
  }

  static byte[] toOnnx(TreeEnsemble ensemble) {
    GraphWriter graph = new GraphWriter(ensemble.features());
    graph.add(new RegressorNode(ensemble).toNode(FittedModel.INPUT, LOG_ODDS));
    return graph.sigmoid(LOG_ODDS);
  }

  /** Gathers the attributes of the regressor: one entry a node, and one a leaf. */
  private static final class RegressorNode {
    private static final ByteString BRANCH = ByteString.copyFromUtf8("BRANCH_LT");
    private static final ByteString LEAF = ByteString.copyFromUtf8("LEAF");

    private final AttributeProto.Builder treeIds = ints("nodes_treeids");
    private final AttributeProto.Builder nodeIds = ints("nodes_nodeids");
    private final AttributeProto.Builder features = ints("nodes_featureids");
    private final AttributeProto.Builder values = floats("nodes_values");
    private final AttributeProto.Builder modes =
        AttributeProto.newBuilder().setName("nodes_modes").setType(AttributeType.STRINGS);
    private final AttributeProto.Builder lefts = ints("nodes_truenodeids");
    private final AttributeProto.Builder rights = ints("nodes_falsenodeids");
    private final AttributeProto.Builder missing = ints("nodes_missing_value_tracks_true");
    private final AttributeProto.Builder targetTrees = ints("target_treeids");
    private final AttributeProto.Builder targetNodes = ints("target_nodeids");
    private final AttributeProto.Builder targetIds = ints("target_ids");
    private final AttributeProto.Builder targetWeights = floats("target_weights");
    private final float baseLogOdds;

    RegressorNode(TreeEnsemble ensemble) {
      baseLogOdds = ensemble.baseLogOdds();
      for (int tree = 0; tree < ensemble.trees().size(); tree++) {
        add(tree, ensemble.trees().get(tree));
      }
    }

    private void add(int id, TreeEnsemble.Tree tree) {
      for (int node = 0; node < tree.nodes(); node++) {
        boolean leaf = tree.leaf(node);
        treeIds.addInts(id);
        nodeIds.addInts(node);
        modes.addStrings(leaf ? LEAF : BRANCH);
        features.addInts(leaf ? 0 : tree.feature()[node]);
        values.addFloats(leaf ? 0 : tree.value()[node]);
        lefts.addInts(leaf ? 0 : tree.left()[node]);
        rights.addInts(leaf ? 0 : tree.right()[node]);
        missing.addInts(!leaf && tree.defaultLeft()[node] ? 1 : 0);
        if (leaf) {
          targetTrees.addInts(id);
          targetNodes.addInts(node);
          targetIds.addInts(0);
          targetWeights.addFloats(tree.value()[node]);
        }
      }
    }

    NodeProto toNode(String input, String output) {
      return NodeProto.newBuilder()
          .setOpType("TreeEnsembleRegressor")
          .setDomain("ai.onnx.ml")
          .setName("trees")
          .addInput(input)
          .addOutput(output)
          .addAttribute(text("aggregate_function", "SUM"))
          .addAttribute(text("post_transform", "NONE"))
          .addAttribute(
              AttributeProto.newBuilder().setName("n_targets").setType(AttributeType.INT).setI(1))
          .addAttribute(floats("base_values").addFloats(baseLogOdds))
          .addAttribute(treeIds)
          .addAttribute(nodeIds)
          .addAttribute(features)
          .addAttribute(values)
          .addAttribute(modes)
          .addAttribute(lefts)
          .addAttribute(rights)
          .addAttribute(missing)
          .addAttribute(targetTrees)
          .addAttribute(targetNodes)
          .addAttribute(targetIds)
          .addAttribute(targetWeights)
          .build();
    }

    private static AttributeProto.Builder ints(String name) {
      return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    }

    private static AttributeProto.Builder floats(String name) {
      return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
    }

    private static AttributeProto.Builder text(String name, String value) {
      return AttributeProto.newBuilder()
          .setName(name)
          .setType(AttributeType.STRING)
          .setS(ByteString.copyFromUtf8(value));
    }
  }
}
