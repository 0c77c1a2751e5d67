package io.alcedo.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.trainer.LogOdds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationMapTest {
  @Test
  void isStrictlyIncreasingOverAllFloatProbabilities() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      CalibrationMap map = RandomMaps.map(random);
      double previous = Double.NEGATIVE_INFINITY;
      float previousProbability = 0;
      for (float score : RandomMaps.probabilities(random, 2_000)) {
        double value = map.logOdds(LogOdds.of(score));
        float probability = (float) LogOdds.probability(value);
        assertThat(value)
            .as("seed=%d round=%d score=%s", seed, round, score)
            .isGreaterThan(previous);
        assertThat(probability)
            .as("seed=%d round=%d score=%s", seed, round, score)
            .isBetween(previousProbability, 1f);
        previous = value;
        previousProbability = probability;
      }
    }
  }

  @Test
  void takesInfiniteLogOddsAndLeavesNaNWhatItIs() {
    CalibrationMap map = RandomMaps.map(new Random(3));

    assertThat(map.probability(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
    assertThat(map.probability(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(map.probability(Float.NaN)).isNaN();
  }

  @Test
  void keepsTheDigitsOfTinyProbabilities() {
    CalibrationMap map = CalibrationMap.identity();

    for (float probability : new float[] {1e-3f, 1e-7f, 1e-12f, 1e-30f}) {
      float claimed = (float) LogOdds.of(probability);
      assertThat(map.probability(claimed)).isCloseTo(probability, within(probability * 5e-6f));
    }
  }

  @Test
  void goesThroughItsKnotsWithItsSlopes() {
    CalibrationMap map = new CalibrationMap(new double[] {-2, 1}, new double[] {0.5, 2, 1}, -3);

    assertThat(map.logOdds(-2)).isEqualTo(-3);
    assertThat(map.logOdds(-4)).isEqualTo(-4);
    assertThat(map.logOdds(1)).isEqualTo(3);
    assertThat(map.logOdds(2)).isEqualTo(4);
  }

  @Test
  void refusesWhatWouldNotIncrease() {
    assertThatThrownBy(() -> new CalibrationMap(new double[] {0}, new double[] {1, 0}, 0))
        .hasMessageContaining("slopes=[1.0, 0.0]");
    assertThatThrownBy(() -> new CalibrationMap(new double[] {0, 0}, new double[] {1, 1, 1}, 0))
        .hasMessageContaining("knots=[0.0, 0.0]");
    assertThatThrownBy(() -> new CalibrationMap(new double[0], new double[] {1}, 0))
        .hasMessageContaining("knots=0");
    assertThatThrownBy(() -> new CalibrationMap(new double[] {0}, new double[] {1, 1}, Double.NaN))
        .hasMessageContaining("offset=NaN");
  }

  @Test
  void floatsThatDifferHaveLogOddsThatDo() {
    float[] probabilities = {
      0, Float.MIN_VALUE, 1e-38f, 0.5f, Math.nextUp(0.5f), Math.nextDown(1f), 1
    };
    double[] logOdds = new double[probabilities.length];
    Arrays.setAll(logOdds, i -> LogOdds.of(probabilities[i]));

    for (int i = 1; i < logOdds.length; i++) {
      assertThat(logOdds[i]).isGreaterThan(logOdds[i - 1]).isFinite();
    }
    assertThat(LogOdds.of(Double.NaN)).isNaN();
  }
}
