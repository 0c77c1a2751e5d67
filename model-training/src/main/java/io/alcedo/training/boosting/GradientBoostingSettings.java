package io.alcedo.training.boosting;

import io.alcedo.training.trainer.Bounds;
import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.SettingReader;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param fraudWeight how much more a fraud counts than a genuine row, or {@link #BALANCED}
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

  /** The weight of frauds that makes all of them count as much as all genuine rows. */
  public static final double BALANCED = 0;

  private static final Setting<Integer> MAX_TREES =
      Setting.integer("maxTrees", 300, 1, 10_000, "trees at most; early stopping may leave fewer");
  private static final Setting<Integer> MAX_DEPTH =
      Setting.integer("maxDepth", 5, 1, 16, "levels of splits a tree at most");
  private static final Setting<Double> LEARNING_RATE =
      Setting.number(
          "learningRate",
          0.05,
          Bounds.above(0).to(1),
          "the share of each tree's correction that is taken over");
  private static final Setting<Double> MIN_CHILD_WEIGHT =
      Setting.number(
          "minChildWeight", 5, Bounds.from(0), "the least sum of second derivatives in a leaf");
  private static final Setting<Double> L2 =
      Setting.number("l2", 2, Bounds.from(0), "the penalty on squared leaf values");
  private static final Setting<Double> ROW_SAMPLE =
      Setting.number(
          "rowSample", 0.8, Bounds.above(0).to(1), "the share of rows that each tree sees");
  private static final Setting<Double> FEATURE_SAMPLE =
      Setting.number(
          "featureSample", 0.8, Bounds.above(0).to(1), "the share of features that each tree sees");
  private static final Setting<Integer> MAX_BINS =
      Setting.integer(
          "maxBins",
          4_096,
          2,
          65_535,
          "histogram bins a feature; few of them blur rare tails, such as the largest amounts");
  private static final Setting<Double> FRAUD_WEIGHT =
      Setting.numberOrWord(
          "fraudWeight",
          1,
          Bounds.above(0),
          "balanced",
          BALANCED,
          "how much more a fraud counts than a genuine row; 'balanced' makes all frauds count as"
              + " much as all genuine rows");
  private static final Setting<Integer> EARLY_STOPPING_TREES =
      Setting.integer(
          "earlyStoppingTrees",
          40,
          0,
          10_000,
          "trees without a better average precision on the validation rows after which growing"
              + " ends; 0 for never");
  private static final Setting<Integer> THREADS =
      Setting.integer(
          "threads",
          defaultThreads(),
          1,
          1024,
          "native threads; results are the same for the same number of them");
  private static final Setting<Long> SEED =
      Setting.longInteger("seed", 17, 0, Integer.MAX_VALUE, "what sampling starts from");

  /** All settings but the seed, in the order to show them. */
  static final List<Setting<?>> ALL =
      List.of(
          MAX_TREES,
          MAX_DEPTH,
          LEARNING_RATE,
          MIN_CHILD_WEIGHT,
          L2,
          ROW_SAMPLE,
          FEATURE_SAMPLE,
          MAX_BINS,
          FRAUD_WEIGHT,
          EARLY_STOPPING_TREES,
          THREADS);

  /** Checks every setting. */
  public GradientBoostingSettings {
    MAX_TREES.check(maxTrees);
    MAX_DEPTH.check(maxDepth);
    LEARNING_RATE.check(learningRate);
    MIN_CHILD_WEIGHT.check(minChildWeight);
    L2.check(l2);
    ROW_SAMPLE.check(rowSample);
    FEATURE_SAMPLE.check(featureSample);
    MAX_BINS.check(maxBins);
    FRAUD_WEIGHT.check(fraudWeight);
    EARLY_STOPPING_TREES.check(earlyStoppingTrees);
    THREADS.check(threads);
    SEED.check(seed);
  }

  /** Reads settings by name. */
  static GradientBoostingSettings of(SettingReader reader, long seed) {
    return new GradientBoostingSettings(
        reader.get(MAX_TREES),
        reader.get(MAX_DEPTH),
        reader.get(LEARNING_RATE),
        reader.get(MIN_CHILD_WEIGHT),
        reader.get(L2),
        reader.get(ROW_SAMPLE),
        reader.get(FEATURE_SAMPLE),
        reader.get(MAX_BINS),
        reader.get(FRAUD_WEIGHT),
        reader.get(EARLY_STOPPING_TREES),
        reader.get(THREADS),
        seed);
  }

  /** Returns settings for a model that is meant to stay: up to 300 trees of depth 5. */
  public static GradientBoostingSettings standard() {
    return of(SettingReader.of(ALL, Map.of()), 17);
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

  /** Returns these settings with trees of another kind. */
  GradientBoostingSettings with(TreeShape shape) {
    return new GradientBoostingSettings(
        maxTrees,
        shape.maxDepth(),
        shape.learningRate(),
        shape.minChildWeight(),
        shape.l2(),
        shape.rowSample(),
        shape.featureSample(),
        maxBins,
        fraudWeight,
        earlyStoppingTrees,
        threads,
        seed);
  }

  /** Returns every setting by its name, in the order of the components. */
  Map<String, String> byName() {
    Map<String, String> named = new LinkedHashMap<>();
    put(named, MAX_TREES, maxTrees);
    put(named, MAX_DEPTH, maxDepth);
    put(named, LEARNING_RATE, learningRate);
    put(named, MIN_CHILD_WEIGHT, minChildWeight);
    put(named, L2, l2);
    put(named, ROW_SAMPLE, rowSample);
    put(named, FEATURE_SAMPLE, featureSample);
    put(named, MAX_BINS, maxBins);
    put(named, FRAUD_WEIGHT, fraudWeight);
    put(named, EARLY_STOPPING_TREES, earlyStoppingTrees);
    put(named, THREADS, threads);
    put(named, SEED, seed);
    return named;
  }

  private static int defaultThreads() {
    return Math.min(16, Runtime.getRuntime().availableProcessors());
  }

  private static <T> void put(Map<String, String> named, Setting<T> setting, T value) {
    named.put(setting.name(), setting.text(value));
  }
}
