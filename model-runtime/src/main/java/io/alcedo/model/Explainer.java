package io.alcedo.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which feature families made a score what it is. One family at a time is put to its typical
 * values, the medians of genuine transactions, and the change of the score's log-odds is the
 * family's contribution: correlated windows of one thing are moved together, since any one of them
 * moved alone leaves the others to speak for it.
 *
 * <p>Costs one scored row a family and at most {@value #MOST_ROWS} rows a transaction. A model with
 * more families than that has those explained that stand furthest from typical. Within a family the
 * feature is named that is the most standard deviations from its median; one that is unknown where
 * it mostly is known, or the other way round, counts as {@value #UNKNOWN_DEVIATIONS} of them.
 *
 * <p>Not thread-safe: it reuses its buffers.
 */
public final class Explainer {
  /** The most rows that are scored to explain one transaction. */
  public static final int MOST_ROWS = 12;

  private static final int CHUNK = 16;
  private static final float UNKNOWN_DEVIATIONS = 3;
  private static final double EDGE = 1e-7;
  private static final Comparator<Contribution> LARGEST_FIRST =
      Comparator.comparingDouble((Contribution reason) -> -reason.contribution());

  private final Scorer scorer;
  private final int features;
  private final float[] medians;
  private final float[] deviations;
  private final String[] names;
  private final String[] families;
  private final int[][] members;
  private final int rowsEach;
  private final float[] rows;
  private final float[] scores;
  private final int[] topFeatures;
  private final float[] distances;
  private final int[][] chosen;

  /** An explainer of the model with these features, in the order of its input. */
  public Explainer(List<ModelFeature> modelFeatures, Scorer scorer) {
    this.scorer = scorer;
    this.features = modelFeatures.size();
    if (scorer.features() != features) {
      throw new IllegalArgumentException(
          "A model has the features that are explained: features="
              + features
              + ", model="
              + scorer.features());
    }
    this.medians = new float[features];
    this.deviations = new float[features];
    this.names = new String[features];
    Map<String, List<Integer>> byFamily = new LinkedHashMap<>();
    for (int i = 0; i < features; i++) {
      ModelFeature feature = modelFeatures.get(i);
      names[i] = feature.name();
      medians[i] = feature.median();
      deviations[i] = feature.deviation();
      byFamily.computeIfAbsent(feature.family(), family -> new ArrayList<>()).add(i);
    }
    this.families = byFamily.keySet().toArray(String[]::new);
    this.members =
        byFamily.values().stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    this.rowsEach = Math.min(MOST_ROWS, families.length);
    this.rows = new float[CHUNK * rowsEach * features];
    this.scores = new float[CHUNK * rowsEach];
    this.topFeatures = new int[families.length];
    this.distances = new float[families.length];
    this.chosen = new int[CHUNK][rowsEach];
  }

  /** Explains the score of one vector of the model's features. */
  public Explanation explain(float[] vector, float score) throws ScoringException {
    Explanation[] into = new Explanation[1];
    explain(vector, new float[] {score}, 1, (row, explanation) -> into[row] = explanation);
    return into[0];
  }

  /** Explains the first {@code count} rows, by as few calls of the model as fit. */
  void explain(float[] source, float[] sourceScores, int count, Sink sink) throws ScoringException {
    for (int start = 0; start < count; start += CHUNK) {
      int many = Math.min(CHUNK, count - start);
      for (int i = 0; i < many; i++) {
        neutralise(source, start + i, i);
      }
      scorer.score(rows, many * rowsEach, scores);
      for (int i = 0; i < many; i++) {
        int row = start + i;
        sink.accept(row, explanation(source, row, sourceScores[row], i));
      }
    }
  }

  private void neutralise(float[] source, int row, int place) {
    int from = row * features;
    choose(source, from, chosen[place]);
    for (int k = 0; k < rowsEach; k++) {
      int to = (place * rowsEach + k) * features;
      System.arraycopy(source, from, rows, to, features);
      for (int feature : members[chosen[place][k]]) {
        rows[to + feature] = medians[feature];
      }
    }
  }

  /** Takes every family, or those furthest from typical where there are too many. */
  private void choose(float[] source, int from, int[] into) {
    if (families.length <= MOST_ROWS) {
      for (int k = 0; k < into.length; k++) {
        into[k] = k;
      }
      return;
    }
    for (int family = 0; family < families.length; family++) {
      findTop(source, from, family);
    }
    for (int k = 0; k < into.length; k++) {
      int best = 0;
      for (int family = 1; family < families.length; family++) {
        if (distances[family] > distances[best]) {
          best = family;
        }
      }
      into[k] = best;
      distances[best] = -1;
    }
  }

  private void findTop(float[] source, int from, int family) {
    topFeatures[family] = members[family][0];
    distances[family] = -1;
    for (int feature : members[family]) {
      float distance = distance(feature, source[from + feature]);
      if (distance > distances[family]) {
        distances[family] = distance;
        topFeatures[family] = feature;
      }
    }
  }

  private float distance(int feature, float value) {
    float median = medians[feature];
    if (Float.isNaN(value) || Float.isNaN(median)) {
      return Float.isNaN(value) && Float.isNaN(median) ? 0 : UNKNOWN_DEVIATIONS;
    }
    float difference = Math.abs(value - median);
    float deviation = deviations[feature];
    return deviation > 0 ? difference / deviation : difference > 0 ? UNKNOWN_DEVIATIONS : 0;
  }

  private Explanation explanation(float[] source, int row, float score, int place) {
    double whole = logOdds(score);
    List<Contribution> reasons = new ArrayList<>(rowsEach);
    for (int k = 0; k < rowsEach; k++) {
      int family = chosen[place][k];
      findTop(source, row * features, family);
      int feature = topFeatures[family];
      reasons.add(
          new Contribution(
              families[family],
              names[feature],
              source[row * features + feature],
              medians[feature],
              (float) (whole - logOdds(scores[place * rowsEach + k]))));
    }
    reasons.sort(LARGEST_FIRST);
    return new Explanation(
        reasons,
        rowsEach == families.length
            ? Explanation.Completeness.COMPLETE
            : Explanation.Completeness.FAMILIES_LEFT_OUT);
  }

  private static double logOdds(double score) {
    double inside = Math.min(1 - EDGE, Math.max(EDGE, score));
    return Math.log(inside / (1 - inside));
  }

  /** Takes the explanation of a row. */
  @FunctionalInterface
  interface Sink {
    void accept(int row, Explanation explanation);
  }
}
