package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
  private static final List<ModelFeature> FEATURES =
      List.of(
          new ModelFeature("amount", "h", "amount", 10, 20),
          new ModelFeature("count_1d", "h", "velocity", 1, 2),
          new ModelFeature("amount_7d", "h", "amount", 5, 1),
          new ModelFeature("new_terminal", "h", "novelty", 0, 0));
  private static final LogisticModel MODEL = new LogisticModel(-3, 0.01f, 0.2f, 0.1f, 2);

  @TempDir Path directory;

  @Test
  void contributionOfAFamilyIsTheLogOddsThatItsTypicalValuesWouldChange() throws Exception {
    Explainer explainer = new Explainer(FEATURES, MODEL.scorer());
    float[] row = {60, 2, 9, 1};
    Explanation explanation = explainer.explain(row, MODEL.score(row));
    assertThat(explanation.completeness()).isEqualTo(Explanation.Completeness.COMPLETE);
    assertThat(explanation.contributions())
        .extracting(Contribution::family)
        .containsExactly("novelty", "amount", "velocity");
    Contribution novelty = explanation.contributions().get(0);
    assertThat(novelty.contribution()).isEqualTo(2, within(1e-4f));
    assertThat(novelty.typicalValue()).isZero();
    Contribution amount = explanation.contributions().get(1);
    assertThat(amount.contribution()).isEqualTo(0.01f * 50 + 0.1f * 4, within(1e-4f));
    // 50 / 20 against 4 / 1 deviations
    assertThat(amount.topFeature()).isEqualTo("amount_7d");
    assertThat(amount.value()).isEqualTo(9);
    assertThat(amount.typicalValue()).isEqualTo(5);
    assertThat(explanation.contributions().get(2).contribution()).isEqualTo(0.2f, within(1e-4f));
  }

  @Test
  void whatLoweredTheScoreStandsLastAndIsNegative() throws Exception {
    Explainer explainer = new Explainer(FEATURES, MODEL.scorer());
    float[] row = {10, 1, -5, 1};
    List<Contribution> contributions = explainer.explain(row, MODEL.score(row)).contributions();
    assertThat(contributions.get(2).family()).isEqualTo("amount");
    assertThat(contributions.get(2).contribution()).isEqualTo(-1, within(1e-4f));
  }

  @Test
  void unknownValueIsNamedUnlessAnotherIsFurtherOut() throws Exception {
    Scorer flat = scorer(4);
    Explainer explainer = new Explainer(FEATURES, flat);
    float[] mild = {Float.NaN, 1, 5.5f, 0};
    assertThat(top(explainer.explain(mild, 0.5f), "amount").topFeature()).isEqualTo("amount");
    assertThat(top(explainer.explain(mild, 0.5f), "amount").value()).isNaN();
    float[] wild = {Float.NaN, 1, 9, 0};
    assertThat(top(explainer.explain(wild, 0.5f), "amount").topFeature()).isEqualTo("amount_7d");
  }

  @Test
  void atMostTwelveRowsAreScoredAndThoseFurthestOutChosen() throws Exception {
    int families = 15;
    List<ModelFeature> features = new ArrayList<>();
    float[] row = new float[families];
    for (int i = 0; i < families; i++) {
      features.add(new ModelFeature("f" + i, "h", "family" + i, 0, 1));
      row[i] = i;
    }
    int[] most = new int[1];
    Scorer scorer = scorer(families);
    Scorer counting =
        new Scorer() {
          @Override
          public int features() {
            return families;
          }

          @Override
          public void score(float[] rows, int count, float[] scores) throws ScoringException {
            most[0] = Math.max(most[0], count);
            scorer.score(rows, count, scores);
          }
        };
    Explanation explanation = new Explainer(features, counting).explain(row, 0.5f);
    assertThat(most[0]).isEqualTo(Explainer.MOST_ROWS);
    assertThat(explanation.completeness()).isEqualTo(Explanation.Completeness.FAMILIES_LEFT_OUT);
    assertThat(explanation.contributions())
        .hasSize(12)
        .extracting(Contribution::family)
        .doesNotContain("family0", "family1", "family2");
  }

  @Test
  void manyRowsTogetherAreExplainedAsEachAlone() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int features = 9;
    TreesModel trees = new TreesModel(seed, features, 30, 4);
    ModelBundle bundle = Bundles.trees(directory, trees, features);
    try (OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
      int count = 37;
      float[] rows = new float[count * features];
      for (int i = 0; i < count; i++) {
        System.arraycopy(Bundles.row(random, features, true), 0, rows, i * features, features);
      }
      float[] scores = new float[count];
      model.score(rows, count, scores);
      Explanation[] together = new Explanation[count];
      Explainer explainer = new Explainer(bundle.manifest().features(), model);
      explainer.explain(rows, scores, count, (row, explanation) -> together[row] = explanation);
      for (int row = 0; row < count; row++) {
        float[] alone = java.util.Arrays.copyOfRange(rows, row * features, (row + 1) * features);
        float[] without = alone.clone();
        java.util.Arrays.fill(without, 0, 3, 0.25f);
        double expected = logOdds(trees.score(alone)) - logOdds(trees.score(without));
        assertThat(top(together[row], "family0").contribution())
            .as("seed=%d row=%d", seed, row)
            .isEqualTo((float) expected, within(1e-3f));
        assertThat(explainer.explain(alone, scores[row]))
            .as("seed=%d", seed)
            .isEqualTo(together[row]);
      }
    }
  }

  @Test
  void modelAndFeaturesGoTogether() {
    assertThatThrownBy(() -> new Explainer(FEATURES, scorer(3))).hasMessageContaining("model=3");
  }

  private static double logOdds(double score) {
    return Math.log(score / (1 - score));
  }

  private static Contribution top(Explanation explanation, String family) {
    return explanation.contributions().stream()
        .filter(reason -> reason.family().equals(family))
        .findFirst()
        .orElseThrow();
  }

  /** Everything scores one half. */
  private static Scorer scorer(int features) {
    return new LogisticModel(0, new float[features]).scorer();
  }
}
