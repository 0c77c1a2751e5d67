package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  private static final float[] LOG_ODDS = {0, 2, -3, 60, -60, 700};
  private static final float[] LABELS = {1, 0, 1, 1, 0, 0};
  private static final double[] WEIGHTS = {1, 2, 0.5, 1, 1, 0.1};

  @Test
  void isTheMeanOfWeightedLogarithms() {
    double sum = 0;
    for (int row = 0; row < 5; row++) {
      double probability = 1 / (1 + Math.exp(-LOG_ODDS[row]));
      sum -= WEIGHTS[row] * Math.log(LABELS[row] != 0 ? probability : 1 - probability);
    }
    sum += 0.1 * 700;

    assertThat(CrossEntropy.of(LOG_ODDS, LABELS, WEIGHTS).loss()).isCloseTo(sum / 6, within(1e-9));
  }

  @Test
  void slopesAreThoseOfTheLoss() {
    double[] slopes = CrossEntropy.of(LOG_ODDS, LABELS, WEIGHTS).slopes();
    for (int row = 0; row < LABELS.length; row++) {
      float[] up = LOG_ODDS.clone();
      float[] down = LOG_ODDS.clone();
      up[row] += 1 / 64f;
      down[row] -= 1 / 64f;
      double rise =
          CrossEntropy.of(up, LABELS, WEIGHTS).loss()
              - CrossEntropy.of(down, LABELS, WEIGHTS).loss();

      assertThat(slopes[row]).isCloseTo(rise * 32, within(1e-5));
    }
  }
}
