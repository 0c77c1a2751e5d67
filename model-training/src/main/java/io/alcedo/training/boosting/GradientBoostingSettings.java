package io.alcedo.training.boosting;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How gradient-boosted trees are grown.
 *
 * @param maxTrees trees at most; early stopping may leave fewer
 * @param maxDepth levels of splits a tree at most
 * @param learningRate the share of each tree's correction that is taken over
 * @param minChildWeight the least sum of second derivatives in a leaf
 * @param l2 the penalty on squared leaf values
 * @param rowSample the share of rows that each tree sees
 * @param featureSample the share of features that each tree sees
 * @param maxBins histogram bins a feature
 * @param fraudWeight how much more a fraud counts than a genuine row; 1 leaves scores probabilities
 * @param earlyStoppingTrees trees without a better average precision on the validation rows after
 *     which growing ends; 0 switches early stopping off
 * @param threads native threads; results are the same for the same number of threads
 * @param seed what sampling starts from
 */
public record GradientBoostingSettings(
    int maxTrees,
    int maxDepth,
    double learningRate,
    double minChildWeight,
    double l2,
    double rowSample,
    double featureSample,
    int maxBins,
    double fraudWeight,
    int earlyStoppingTrees,
    int threads,
    long seed) {

  /** Checks every setting. */
  public GradientBoostingSettings {
    require(maxTrees >= 1 && maxTrees <= 10_000, "1 to 10000", "maxTrees", maxTrees);
    require(maxDepth >= 1 && maxDepth <= 16, "1 to 16", "maxDepth", maxDepth);
    require(learningRate > 0 && learningRate <= 1, "above 0, to 1", "learningRate", learningRate);
    require(finite(minChildWeight), "0 or more", "minChildWeight", minChildWeight);
    require(finite(l2), "0 or more", "l2", l2);
    require(rowSample > 0 && rowSample <= 1, "above 0, to 1", "rowSample", rowSample);
    require(
        featureSample > 0 && featureSample <= 1, "above 0, to 1", "featureSample", featureSample);
    require(maxBins >= 2 && maxBins <= 65_535, "2 to 65535", "maxBins", maxBins);
    require(finite(fraudWeight) && fraudWeight > 0, "above 0", "fraudWeight", fraudWeight);
    require(earlyStoppingTrees >= 0, "0 or more", "earlyStoppingTrees", earlyStoppingTrees);
    require(threads >= 1 && threads <= 1024, "1 to 1024", "threads", threads);
    require(seed >= 0 && seed <= Integer.MAX_VALUE, "0 to 2147483647", "seed", seed);
  }

  /** Returns settings for a model that is meant to stay: up to 300 trees of depth 5. */
  public static GradientBoostingSettings standard() {
    return new GradientBoostingSettings(
        300, 5, 0.05, 5, 2, 0.8, 0.8, 256, 1, 40, defaultThreads(), 17);
  }

  /** Returns settings for a first model within seconds: up to 120 trees of depth 5. */
  public static GradientBoostingSettings fast() {
    return new GradientBoostingSettings(
        120, 5, 0.12, 5, 2, 0.8, 0.8, 128, 1, 20, defaultThreads(), 17);
  }

  /** Returns these settings with another number of native threads. */
  public GradientBoostingSettings withThreads(int newThreads) {
    return new GradientBoostingSettings(
        maxTrees,
        maxDepth,
        learningRate,
        minChildWeight,
        l2,
        rowSample,
        featureSample,
        maxBins,
        fraudWeight,
        earlyStoppingTrees,
        newThreads,
        seed);
  }

  /** Returns these settings with another seed. */
  public GradientBoostingSettings withSeed(long newSeed) {
    return new GradientBoostingSettings(
        maxTrees,
        maxDepth,
        learningRate,
        minChildWeight,
        l2,
        rowSample,
        featureSample,
        maxBins,
        fraudWeight,
        earlyStoppingTrees,
        threads,
        newSeed);
  }

  /** Returns these settings with so many trees and no early stopping. */
  GradientBoostingSettings withTrees(int trees) {
    return new GradientBoostingSettings(
        trees,
        maxDepth,
        learningRate,
        minChildWeight,
        l2,
        rowSample,
        featureSample,
        maxBins,
        fraudWeight,
        0,
        threads,
        seed);
  }

  /** Returns every setting by its name, in the order of the components. */
  Map<String, String> byName() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("maxTrees", Integer.toString(maxTrees));
    named.put("maxDepth", Integer.toString(maxDepth));
    named.put("learningRate", Double.toString(learningRate));
    named.put("minChildWeight", Double.toString(minChildWeight));
    named.put("l2", Double.toString(l2));
    named.put("rowSample", Double.toString(rowSample));
    named.put("featureSample", Double.toString(featureSample));
    named.put("maxBins", Integer.toString(maxBins));
    named.put("fraudWeight", Double.toString(fraudWeight));
    named.put("earlyStoppingTrees", Integer.toString(earlyStoppingTrees));
    named.put("threads", Integer.toString(threads));
    named.put("seed", Long.toString(seed));
    return named;
  }

  private static int defaultThreads() {
    return Math.min(16, Runtime.getRuntime().availableProcessors());
  }

  private static boolean finite(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  private static void require(boolean holds, String rule, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + rule + ": " + name + "=" + value);
    }
  }
}
