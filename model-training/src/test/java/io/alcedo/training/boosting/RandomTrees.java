package io.alcedo.training.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Trees of random shape, rows that lie on their thresholds, and a walk down by hand; for tests. */
final class RandomTrees {
  private RandomTrees() {}

  /** Up to 30 trees of at most this depth; some end above it, and some are a single leaf. */
  static TreeEnsemble ensemble(Random random, int features, int depth) {
    List<TreeEnsemble.Tree> trees = new ArrayList<>();
    int count = 1 + random.nextInt(30);
    for (int i = 0; i < count; i++) {
      Growing growing = new Growing(random, features);
      growing.grow(i == 0 ? depth : random.nextInt(depth + 1), i == 0);
      trees.add(growing.tree());
    }
    return new TreeEnsemble(features, (float) random.nextGaussian(), trees);
  }

  /** A tree that goes down to this depth on its right side only. */
  static TreeEnsemble.Tree vine(int depth) {
    int nodes = 2 * depth + 1;
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    Arrays.fill(left, -1);
    Arrays.fill(right, -1);
    for (int level = 0; level < depth; level++) {
      left[2 * level] = 2 * level + 1;
      right[2 * level] = 2 * level + 2;
    }
    return new TreeEnsemble.Tree(left, right, new int[nodes], new float[nodes], new boolean[nodes]);
  }

  /** Row-major vectors: a third of the values at a threshold or beside it, some missing. */
  static float[] vectors(Random random, TreeEnsemble ensemble, int rows) {
    float[][] thresholds = ensemble.thresholds();
    float[] extremes = {0f, -0f, Float.MIN_VALUE, -1e30f, 1e30f};
    float[] vectors = new float[rows * ensemble.features()];
    for (int i = 0; i < vectors.length; i++) {
      float[] known = thresholds[i % ensemble.features()];
      float at = known.length == 0 ? 0 : known[random.nextInt(known.length)];
      vectors[i] =
          switch (random.nextInt(8)) {
            case 0 -> Float.NaN;
            case 1 -> at;
            case 2 -> Math.nextUp(at);
            case 3 -> Math.nextDown(at);
            case 4 -> extremes[random.nextInt(extremes.length)];
            default -> (float) (2 * random.nextGaussian());
          };
    }
    return vectors;
  }

  /** The scores by walking down every tree, leaves summed as doubles. */
  static float[] walked(TreeEnsemble ensemble, float[] vectors, int rows) {
    float[] scores = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = ensemble.baseLogOdds();
      for (TreeEnsemble.Tree tree : ensemble.trees()) {
        int node = 0;
        while (!tree.leaf(node)) {
          float value = vectors[row * ensemble.features() + tree.feature()[node]];
          boolean left = Float.isNaN(value) ? tree.defaultLeft()[node] : value < tree.value()[node];
          node = left ? tree.left()[node] : tree.right()[node];
        }
        sum += tree.value()[node];
      }
      scores[row] = (float) (1 / (1 + Math.exp(-sum)));
    }
    return scores;
  }

  /** A tree while it grows, node by node. */
  private static final class Growing {
    private final Random random;
    private final int features;
    private final List<int[]> links = new ArrayList<>();
    private final List<Float> values = new ArrayList<>();
    private final List<Boolean> defaults = new ArrayList<>();

    Growing(Random random, int features) {
      this.random = random;
      this.features = features;
    }

    int grow(int depth, boolean whole) {
      int node = links.size();
      boolean leaf = depth == 0 || (!whole && random.nextInt(4) == 0);
      int[] link = {-1, -1, leaf ? 0 : random.nextInt(features)};
      links.add(link);
      values.add((float) (random.nextGaussian() * (leaf ? 0.3 : 2)));
      defaults.add(random.nextBoolean());
      if (!leaf) {
        link[0] = grow(depth - 1, whole);
        link[1] = grow(depth - 1, false);
      }
      return node;
    }

    TreeEnsemble.Tree tree() {
      int nodes = links.size();
      int[][] columns = new int[3][nodes];
      float[] value = new float[nodes];
      boolean[] defaultLeft = new boolean[nodes];
      for (int node = 0; node < nodes; node++) {
        for (int column = 0; column < 3; column++) {
          columns[column][node] = links.get(node)[column];
        }
        value[node] = values.get(node);
        defaultLeft[node] = defaults.get(node);
      }
      return new TreeEnsemble.Tree(columns[0], columns[1], columns[2], value, defaultLeft);
    }
  }
}
