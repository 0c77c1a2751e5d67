package io.alcedo.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.evaluation.Evaluation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {
  private static final long SEED = 20_260_601;

  /** What models do to probabilities, by name. */
  private static final Map<String, DoubleUnaryOperator> DISTORTIONS = distortions();

  private static Map<String, DoubleUnaryOperator> distortions() {
    Map<String, DoubleUnaryOperator> distortions = new LinkedHashMap<>();
    distortions.put("frauds weighted by 20", truth -> truth + Math.log(20));
    distortions.put("too sure", truth -> 2 * truth + 4);
    distortions.put("too timid", truth -> 0.5 * truth - 1);
    distortions.put(
        "timid below, too sure above", truth -> (truth < -3 ? 0.6 : 1.8) * (truth + 3) - 2);
    return distortions;
  }

  @Test
  void undoesWhatModelsDoToProbabilities() {
    DISTORTIONS.forEach(
        (name, distortion) -> {
          Random random = new Random(SEED);
          CalibrationMap map = ClaimedScores.draw(random, 100_000, distortion).fit();
          ClaimedScores others = ClaimedScores.draw(random, 50_000, distortion);

          assertThat(others.error(map)).as(name).isLessThan(0.16);
          assertThat(others.error(CalibrationMap.identity())).as(name).isGreaterThan(0.7);
          assertThat(calibrationError(others, map))
              .as(name)
              .isLessThan(0.25 * calibrationError(others, CalibrationMap.identity()));
        });
  }

  @Test
  void leavesAModelThatIsRightNearlyAsItIs() {
    Random random = new Random(SEED);
    CalibrationMap map = ClaimedScores.draw(random, 100_000, truth -> truth).fit();

    assertThat(ClaimedScores.draw(random, 50_000, truth -> truth).error(map)).isLessThan(0.08);
  }

  @Test
  void goesOnAboveWhatWasSeenUntilItIsSure() {
    DoubleUnaryOperator timid = DISTORTIONS.get("too timid");
    for (int rows : new int[] {11_000, 100_000}) {
      CalibrationMap map = ClaimedScores.draw(new Random(SEED), rows, timid).fit();
      double sure = map.knots()[map.knots().length - 1];

      assertThat(map.logOdds(sure)).isCloseTo(7, within(1e-9));
      assertThat(map.logOdds(timid.applyAsDouble(6))).isCloseTo(6, within(0.7));
      assertThat(map.logOdds(sure + 3)).isCloseTo(10, within(1e-9));
    }
  }

  @Test
  void needsNoMoreThanFiftyFrauds() {
    DISTORTIONS.forEach(
        (name, distortion) -> {
          Random random = new Random(SEED);
          ClaimedScores others = ClaimedScores.draw(random, 20_000, distortion);
          double worst = 0;
          for (int round = 0; round < 30; round++) {
            ClaimedScores few = ClaimedScores.draw(random, 11_000, distortion);
            worst = Math.max(worst, others.error(few.fit()));
          }
          assertThat(worst)
              .as(name)
              .isLessThan(0.65 * others.error(CalibrationMap.identity()))
              .isLessThan(0.6);
        });
  }

  @Test
  void leavesTheOrderOfScoresAndSoWhatRankingMeasures() {
    DISTORTIONS.forEach(
        (name, distortion) -> {
          ClaimedScores rows = ClaimedScores.draw(new Random(SEED), 40_000, distortion);
          Evaluation before = Evaluation.of(rows.scores(CalibrationMap.identity()), rows.labels());
          Evaluation after = Evaluation.of(rows.scores(rows.fit()), rows.labels());

          assertThat(after.auc()).as(name).isCloseTo(before.auc(), within(1e-7));
          assertThat(after.averagePrecision())
              .as(name)
              .isCloseTo(before.averagePrecision(), within(1e-7));
        });
  }

  @Test
  void aRowCountsByItsWeight() {
    Random random = new Random(SEED);
    ClaimedScores all = ClaimedScores.draw(random, 200_000, truth -> truth + 2);
    int[] kept = new int[all.claimed().length];
    int count = 0;
    for (int row = 0; row < kept.length; row++) {
      if (all.frauds()[row] || random.nextInt(10) == 0) {
        kept[count++] = row;
      }
    }
    float[] claimed = new float[count];
    boolean[] frauds = new boolean[count];
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      claimed[i] = all.claimed()[kept[i]];
      frauds[i] = all.frauds()[kept[i]];
      weights[i] = frauds[i] ? 1 : 10;
    }
    float[] equal = new float[count];
    Arrays.fill(equal, 1);

    assertThat(all.error(CalibrationFit.of(claimed, frauds, weights))).isLessThan(0.1);
    assertThat(all.error(CalibrationFit.of(claimed, frauds, equal))).isGreaterThan(1);
  }

  @Test
  void theSizeOfAllWeightsTogetherDoesNotMatter() {
    ClaimedScores rows = ClaimedScores.draw(new Random(SEED), 30_000, truth -> truth + 2);
    float[] larger = new float[rows.weights().length];
    Arrays.fill(larger, 1_000);
    CalibrationMap map = rows.fit();
    CalibrationMap scaled = CalibrationFit.of(rows.claimed(), rows.frauds(), larger);

    for (double claimed = -20; claimed < 20; claimed += 0.5) {
      assertThat(scaled.logOdds(claimed)).isCloseTo(map.logOdds(claimed), within(1e-6));
    }
  }

  @Test
  void theBestSlopesArePastNoBetterOnes() {
    ClaimedScores rows = ClaimedScores.draw(new Random(SEED), 60_000, DISTORTIONS.get("too timid"));
    CalibrationMap map = rows.fit();
    double[] claimed = new double[rows.claimed().length];
    double[] weights = new double[claimed.length];
    Arrays.setAll(claimed, row -> rows.claimed()[row]);
    Arrays.fill(weights, 1);
    CalibrationLikelihood likelihood =
        new CalibrationLikelihood(claimed, rows.frauds(), weights, map.knots());
    double[] at = new double[map.knots().length + 1];
    System.arraycopy(map.slopes(), 0, at, 1, at.length - 1);
    at[0] = map.offset();
    double best = likelihood.loss(at);

    assertThat(map.pieces()).isGreaterThan(4);
    assertThat(map.slopes()[map.pieces() - 2]).isGreaterThan(1.5);
    assertThat(map.slopes()[map.pieces() - 1]).as("above what was seen").isEqualTo(1);
    for (int i = 0; i < at.length; i++) {
      for (double step : new double[] {-1e-3, 1e-3}) {
        double[] beside = at.clone();
        beside[i] += step;
        assertThat(likelihood.loss(beside)).as("variable %d", i).isGreaterThan(best);
      }
    }
  }

  @Test
  void scoresThatAreAllTheSameBecomeTheShareOfFrauds() {
    boolean[] frauds = new boolean[200];
    frauds[7] = true;
    frauds[90] = true;
    float[] weights = new float[200];
    Arrays.fill(weights, 3);

    assertThat(CalibrationFit.of(new float[200], frauds, weights).probability(0))
        .isCloseTo(0.01f, within(1e-4f));
  }

  @Test
  void scoresThatPartTheClassesGiveAFiniteMap() {
    float[] claimed = {-90, -80, -70, 60, 104, Float.POSITIVE_INFINITY};
    boolean[] frauds = {false, false, false, true, true, true};
    CalibrationMap map = CalibrationFit.of(claimed, frauds, new float[] {1, 1, 1, 1, 1, 1});

    assertThat(map.probability(-70)).isBetween(0f, 0.1f);
    assertThat(map.probability(60)).isBetween(0.9f, 1f);
  }

  @Test
  void refusesWhatSaysNothing() {
    float[] claimed = {1, 2};
    float[] weights = {1, 1};

    assertThatThrownBy(() -> CalibrationFit.of(claimed, new boolean[2], weights))
        .hasMessageContaining("rows=2, frauds=0");
    assertThatThrownBy(
            () ->
                CalibrationFit.of(new float[] {1, Float.NaN}, new boolean[] {true, false}, weights))
        .hasMessageContaining("row=1");
  }

  private static double calibrationError(ClaimedScores rows, CalibrationMap map) {
    return Evaluation.of(rows.scores(map), rows.labels()).calibrationError();
  }
}
