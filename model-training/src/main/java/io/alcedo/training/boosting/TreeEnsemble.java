package io.alcedo.training.boosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Binary decision trees whose leaf values add up to the log-odds of fraud, read from XGBoost's own
 * JSON. Node 0 of a tree is its root; a node goes left where {@code value < threshold}, strictly,
 * and where the value is missing as {@code defaultLeft} says.
 *
 * @param features the number of values in a vector
 * @param baseLogOdds what the leaf values are added to
 * @param trees the trees in the order in which they were grown
 */
record TreeEnsemble(int features, float baseLogOdds, List<Tree> trees) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One tree, its nodes in parallel arrays.
   *
   * @param left the left child of each node, -1 for a leaf
   * @param right the right child of each node, -1 for a leaf
   * @param feature the feature that each split looks at
   * @param value the threshold of each split, the value of each leaf
   * @param defaultLeft whether a missing value goes left
   */
  record Tree(int[] left, int[] right, int[] feature, float[] value, boolean[] defaultLeft) {
    int nodes() {
      return left.length;
    }

    boolean leaf(int node) {
      return left[node] < 0;
    }
  }

  /**
   * Reads the first trees of a model in XGBoost's JSON.
   *
   * @param json what {@code Booster.toByteArray("json")} returns
   * @param limit how many trees to keep
   * @throws TrainingException NOT_EXPORTABLE where the model is no sum of plain trees for two
   *     classes
   */
  static TreeEnsemble parse(byte[] json, int limit) throws TrainingException {
    JsonNode learner;
    try {
      learner = JSON.readTree(json).path("learner");
    } catch (IOException e) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE, "XGBoost's model is not JSON", e);
    }
    JsonNode params = learner.path("learner_model_param");
    JsonNode booster = learner.path("gradient_booster");
    require("binary:logistic", learner.path("objective").path("name").asText(), "objective");
    require("gbtree", booster.path("name").asText(), "booster");
    require("0", params.path("num_class").asText("0"), "num_class");
    require("1", params.path("num_target").asText("1"), "num_target");
    require(
        "1",
        booster.path("model").path("gbtree_model_param").path("num_parallel_tree").asText("1"),
        "num_parallel_tree");
    List<Tree> trees = new ArrayList<>();
    for (JsonNode tree : booster.path("model").path("trees")) {
      if (trees.size() == limit) {
        break;
      }
      trees.add(tree(tree));
    }
    if (trees.size() < limit) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE,
          "A model holds the trees asked of it: trees=" + trees.size() + ", asked=" + limit);
    }
    return new TreeEnsemble(
        params.path("num_feature").asInt(),
        baseLogOdds(params.path("base_score").asText()),
        List.copyOf(trees));
  }

  /** Returns the thresholds of all splits, by feature. */
  float[][] thresholds() {
    List<float[]> byFeature = new ArrayList<>();
    int[] counts = new int[features];
    for (int feature = 0; feature < counts.length; feature++) {
      byFeature.add(new float[16]);
    }
    for (Tree tree : trees) {
      for (int node = 0; node < tree.nodes(); node++) {
        if (!tree.leaf(node)) {
          int feature = tree.feature()[node];
          float[] values = byFeature.get(feature);
          if (counts[feature] == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
            byFeature.set(feature, values);
          }
          values[counts[feature]++] = tree.value()[node];
        }
      }
    }
    float[][] thresholds = new float[counts.length][];
    for (int feature = 0; feature < counts.length; feature++) {
      thresholds[feature] = Arrays.copyOf(byFeature.get(feature), counts[feature]);
    }
    return thresholds;
  }

  /** Turns {@code 2.3E-1} or {@code [2.3E-1]}, a probability, to log-odds. */
  static float baseLogOdds(String baseScore) throws TrainingException {
    String text = baseScore.replace("[", "").replace("]", "").trim();
    double probability;
    try {
      probability = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE,
          "base_score is one number: base_score=" + baseScore,
          e);
    }
    if (!(probability > 0 && probability < 1)) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE,
          "base_score is between 0 and 1: base_score=" + baseScore);
    }
    return (float) (Math.log(probability) - Math.log1p(-probability));
  }

  private static Tree tree(JsonNode node) throws TrainingException {
    if (!node.path("categories_nodes").isEmpty()) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE, "A tree splits numbers, not categories");
    }
    int[] left = ints(node.path("left_children"));
    int[] flags = ints(node.path("default_left"));
    boolean[] defaultLeft = new boolean[left.length];
    for (int i = 0; i < left.length; i++) {
      defaultLeft[i] = flags[i] != 0;
    }
    float[] values = new float[left.length];
    JsonNode conditions = node.path("split_conditions");
    for (int i = 0; i < left.length; i++) {
      values[i] = (float) conditions.path(i).asDouble();
    }
    return new Tree(
        left,
        ints(node.path("right_children")),
        ints(node.path("split_indices")),
        values,
        defaultLeft);
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = array.path(i);
      values[i] = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asInt();
    }
    return values;
  }

  private static void require(String expected, String actual, String name)
      throws TrainingException {
    if (!expected.equals(actual)) {
      throw new TrainingException(
          TrainingException.Code.NOT_EXPORTABLE,
          "A model to export has " + name + "=" + expected + ": " + name + "=" + actual);
    }
  }
}
