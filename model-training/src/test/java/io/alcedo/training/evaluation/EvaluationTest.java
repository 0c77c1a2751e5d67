package io.alcedo.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.dataset.RowFacts;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double EXACT = 1e-12;

  @Test
  void equalsBruteForceOnRandomScoresWithTies() {
    for (int trial = 0; trial < 200; trial++) {
      long seed = 1_000 + trial;
      Random random = new Random(seed);
      int rows = 2 + random.nextInt(60);
      int levels = 1 + random.nextInt(trial % 2 == 0 ? 6 : 1_000);
      float[] scores = new float[rows];
      byte[] labels = new byte[rows];
      for (int i = 0; i < rows; i++) {
        scores[i] = (float) random.nextInt(levels + 1) / levels;
        labels[i] = (byte) (random.nextInt(3) == 0 ? 1 : 0);
      }
      labels[0] = 1;
      labels[1] = 0;
      Evaluation evaluation = Evaluation.of(scores, labels);

      String at = "seed=" + seed;
      assertThat(evaluation.auc()).as(at).isCloseTo(auc(scores, labels), within(EXACT));
      assertThat(evaluation.averagePrecision())
          .as(at)
          .isCloseTo(averagePrecision(scores, labels), within(EXACT));
      assertThat(evaluation.logLoss()).as(at).isCloseTo(logLoss(scores, labels), within(1e-9));
      double threshold = random.nextDouble();
      assertThat(evaluation.recall(threshold))
          .as(at)
          .isEqualTo(count(scores, labels, threshold, true) / count(scores, labels, 0, true));
      double alerts = count(scores, labels, threshold, false);
      assertThat(evaluation.alertRate(threshold)).as(at).isEqualTo(alerts / rows);
      if (alerts > 0) {
        assertThat(evaluation.precision(threshold))
            .as(at)
            .isEqualTo(count(scores, labels, threshold, true) / alerts);
      } else {
        assertThat(evaluation.precision(threshold)).as(at).isNaN();
      }
      assertThresholdIsTheLowestWithin(scores, evaluation, random.nextDouble() * 0.99 + 0.01, at);
    }
  }

  @Test
  void agreesWithFiguresWorkedOutByHand() {
    float[] scores = {0.1f, 0.4f, 0.35f, 0.8f};
    byte[] labels = {0, 0, 1, 1};
    Evaluation evaluation = Evaluation.of(scores, labels);

    assertThat(evaluation.auc()).isEqualTo(0.75);
    assertThat(evaluation.averagePrecision()).isCloseTo(0.8333333333333333, within(EXACT));
    assertThat(evaluation.rows()).isEqualTo(4);
    assertThat(evaluation.frauds()).isEqualTo(2);
  }

  @Test
  void aModelThatSaysNothingHasHalfTheAreaAndThePrevalence() {
    Evaluation evaluation =
        Evaluation.of(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, new byte[] {1, 0, 0, 0});

    assertThat(evaluation.auc()).isEqualTo(0.5);
    assertThat(evaluation.averagePrecision()).isEqualTo(0.25);
    assertThat(evaluation.alertRate(evaluation.thresholdForAlertRate(0.5))).isZero();
    assertThat(evaluation.alertRate(evaluation.thresholdForAlertRate(1))).isEqualTo(1);
  }

  @Test
  void oneClassAloneHasNoAreaAndNoFraudNoAveragePrecision() {
    Evaluation genuine = Evaluation.of(new float[] {0.2f, 0.3f}, new byte[] {0, 0});

    assertThat(genuine.auc()).isNaN();
    assertThat(genuine.averagePrecision()).isNaN();
    assertThat(genuine.recall(0.1)).isNaN();
  }

  @Test
  void refusesScoresThatAreNoProbabilities() {
    for (float wrong : new float[] {Float.NaN, -0.1f, 1.1f}) {
      assertThatThrownBy(() -> Evaluation.of(new float[] {wrong}, new byte[] {1}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("score=" + wrong);
    }
    assertThatThrownBy(() -> Evaluation.of(new float[0], new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRowOfWeightThreeIsThreeRows() {
    for (int trial = 0; trial < 50; trial++) {
      long seed = 3_000 + trial;
      Random random = new Random(seed);
      ScoredRows.Builder weighted = ScoredRows.builder();
      ScoredRows.Builder repeated = ScoredRows.builder();
      for (int row = 0; row < 2 + random.nextInt(60); row++) {
        float score = random.nextInt(12) / 12f;
        boolean fraud = row < 2 ? row == 0 : random.nextInt(3) == 0;
        int weight = 1 + random.nextInt(4);
        weighted.add(score, fraud, weight, 0, RowFacts.NONE);
        for (int copy = 0; copy < weight; copy++) {
          repeated.add(score, fraud, 1, 0, RowFacts.NONE);
        }
      }
      Evaluation one = Evaluation.of(weighted.build());
      Evaluation other = Evaluation.of(repeated.build());

      String at = "seed=" + seed;
      double rate = 0.01 + 0.99 * random.nextDouble();
      double threshold = other.thresholdForAlertRate(rate);
      assertThat(one.thresholdForAlertRate(rate)).as(at).isEqualTo(threshold);
      assertThat(one.alertRate(threshold)).as(at).isEqualTo(other.alertRate(threshold));
      assertThat(one.precision(threshold))
          .as(at)
          .isEqualTo(Double.valueOf(other.precision(threshold)));
      assertThat(one.recall(threshold)).as(at).isEqualTo(other.recall(threshold));
      assertThat(one.auc()).as(at).isCloseTo(other.auc(), within(EXACT));
      assertThat(one.averagePrecision()).as(at).isCloseTo(other.averagePrecision(), within(EXACT));
      assertThat(one.logLoss()).as(at).isCloseTo(other.logLoss(), within(EXACT));
      assertThat(one.frauds()).as(at).isEqualTo(other.frauds());
    }
  }

  private static void assertThresholdIsTheLowestWithin(
      float[] scores, Evaluation evaluation, double rate, String at) {
    double threshold = evaluation.thresholdForAlertRate(rate);
    TreeSet<Float> distinct = new TreeSet<>();
    for (float score : scores) {
      distinct.add(score);
    }
    assertThat(threshold).as(at).isBetween(0d, 1d);
    double best = 0;
    for (float candidate : distinct) {
      double candidateRate = evaluation.alertRate(candidate);
      if (candidateRate <= rate) {
        best = Math.max(best, candidateRate);
      }
    }
    if (distinct.last() < 1) {
      assertThat(evaluation.alertRate(threshold)).as(at + " rate=" + rate).isEqualTo(best);
    }
  }

  private static double auc(float[] scores, byte[] labels) {
    double wins = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return wins / pairs;
  }

  private static double averagePrecision(float[] scores, byte[] labels) {
    TreeSet<Float> distinct = new TreeSet<>();
    for (float score : scores) {
      distinct.add(score);
    }
    double sum = 0;
    double previousRecall = 0;
    for (float threshold : distinct.descendingSet()) {
      double caught = count(scores, labels, threshold, true);
      double recall = caught / count(scores, labels, 0, true);
      sum += (recall - previousRecall) * caught / count(scores, labels, threshold, false);
      previousRecall = recall;
    }
    return sum;
  }

  private static double logLoss(float[] scores, byte[] labels) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double probability = labels[i] == 1 ? scores[i] : 1d - scores[i];
      sum -= Math.log(Math.min(1 - 1e-15, Math.max(1e-15, probability)));
    }
    return sum / scores.length;
  }

  private static double count(float[] scores, byte[] labels, double threshold, boolean onlyFrauds) {
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] >= threshold && (!onlyFrauds || labels[i] == 1)) {
        count++;
      }
    }
    return count;
  }
}
