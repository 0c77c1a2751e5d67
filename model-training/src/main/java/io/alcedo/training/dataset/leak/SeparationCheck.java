package io.alcedo.training.dataset.leak;

import io.alcedo.training.dataset.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a feature that tells fraud from genuine all by itself for a leak: no single fact known at
 * the time of a payment does, and what was filled in afterwards often does.
 *
 * <p>The measure is the feature's own area under the ROC curve, turned so that it is at least a
 * half, a missing value taken as the highest or as the lowest, whichever tells more. It is a
 * suspicion, not a proof: a feature can be allowed by name after someone has looked at it, and a
 * weaker leak stays below the bound. Stateless.
 */
public final class SeparationCheck {
  /** The area from which on a feature is refused, unless stated. */
  public static final double DEFAULT_BOUND = 0.98;

  /** With fewer rows of a class than this, chance alone can separate; nothing is refused then. */
  public static final int LEAST_ROWS = 20;

  private SeparationCheck() {}

  /** Returns each feature's area, in the order of the features; NaN where a class is too small. */
  public static Map<String, Double> areas(TrainingSet set) {
    Map<String, Double> areas = new LinkedHashMap<>();
    boolean enough = set.frauds() >= LEAST_ROWS && set.size() - set.frauds() >= LEAST_ROWS;
    for (int feature = 0; feature < set.featureCount(); feature++) {
      areas.put(set.featureNames().get(feature), enough ? area(set, feature) : Double.NaN);
    }
    return Collections.unmodifiableMap(areas);
  }

  /**
   * Does nothing where every feature's area is below the bound or the feature is allowed.
   *
   * @param areas as {@link #areas} gives them
   */
  public static void refuseLeaks(Map<String, Double> areas, double bound, Set<String> allowed)
      throws LeakException {
    List<String> suspects = new ArrayList<>();
    areas.forEach(
        (name, area) -> {
          if (area >= bound && !allowed.contains(name)) {
            suspects.add(name);
          }
        });
    if (!suspects.isEmpty()) {
      throw new LeakException(
          "No single feature tells fraud from genuine by itself (ROC AUC of "
              + bound
              + " or more), and these do: "
              + String.join(", ", suspects)
              + ". Where that is no leak from the future, allow the feature by its name",
          suspects);
    }
  }

  private static double area(TrainingSet set, int feature) {
    double high = area(set, feature, Float.POSITIVE_INFINITY);
    double low = area(set, feature, Float.NEGATIVE_INFINITY);
    return Math.max(Math.max(high, 1 - high), Math.max(low, 1 - low));
  }

  private static double area(TrainingSet set, int feature, float missing) {
    float[] frauds = new float[set.frauds()];
    float[] genuine = new float[set.size() - set.frauds()];
    int f = 0;
    int g = 0;
    for (int row = 0; row < set.size(); row++) {
      float value = set.value(row, feature);
      float known = Float.isNaN(value) ? missing : value;
      if (set.fraud(row)) {
        frauds[f++] = known;
      } else {
        genuine[g++] = known;
      }
    }
    Arrays.sort(frauds);
    Arrays.sort(genuine);
    double pairs = 0;
    int below = 0;
    int notAbove = 0;
    for (float value : frauds) {
      while (below < genuine.length && genuine[below] < value) {
        below++;
      }
      while (notAbove < genuine.length && genuine[notAbove] <= value) {
        notAbove++;
      }
      pairs += below + (notAbove - below) / 2.0;
    }
    return pairs / ((double) frauds.length * genuine.length);
  }
}
