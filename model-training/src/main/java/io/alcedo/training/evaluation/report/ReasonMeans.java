package io.alcedo.training.evaluation.report;

import io.alcedo.model.Contribution;
import io.alcedo.model.Explanation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a model alerts: for each family of features its mean contribution to the score of alerts, in
 * log-odds.
 *
 * @param frauds the weight of the alerts that were frauds
 * @param genuine the weight of the alerts that were not
 * @param families the largest contribution to frauds first
 */
public record ReasonMeans(double frauds, double genuine, List<Family> families) {
  /** Copies the list. */
  public ReasonMeans {
    families = List.copyOf(families);
  }

  /**
   * What one family contributes.
   *
   * @param family its name
   * @param toFrauds the mean over alerts that were frauds; NaN where there was none
   * @param toGenuine the mean over alerts that were not; NaN where there was none
   */
  public record Family(String family, double toFrauds, double toGenuine) {}

  /** Returns a collector of the reasons of alerts. */
  public static Sums sums() {
    return new Sums();
  }

  /** Collects the reasons of alerts; for one thread. */
  public static final class Sums {
    /** By family, the sums over frauds and over the others. */
    private final Map<String, double[]> sums = new TreeMap<>();

    private final double[] weights = new double[2];

    private Sums() {}

    /**
     * Adds an alert; one whose reasons were skipped is passed over, and a family left out counts as
     * contributing nothing.
     *
     * @param fraud whether it was one
     * @param weight how many alerts it stands for
     */
    public void add(Explanation explanation, boolean fraud, float weight) {
      if (explanation.completeness() == Explanation.Completeness.SKIPPED) {
        return;
      }
      int side = fraud ? 0 : 1;
      weights[side] += weight;
      for (Contribution one : explanation.contributions()) {
        sums.computeIfAbsent(one.family(), added -> new double[2])[side] +=
            (double) weight * one.contribution();
      }
    }

    /** Returns the means over the alerts added so far. */
    public ReasonMeans means() {
      List<Family> families =
          sums.entrySet().stream()
              .map(
                  family ->
                      new Family(
                          family.getKey(),
                          family.getValue()[0] / weights[0],
                          family.getValue()[1] / weights[1]))
              .sorted(
                  Comparator.comparingDouble((Family one) -> -order(one))
                      .thenComparing(Family::family))
              .toList();
      return new ReasonMeans(weights[0], weights[1], families);
    }

    private static double order(Family family) {
      return Double.isNaN(family.toFrauds()) ? family.toGenuine() : family.toFrauds();
    }
  }
}
