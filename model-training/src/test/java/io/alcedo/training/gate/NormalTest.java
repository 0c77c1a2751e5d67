package io.alcedo.training.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalTest {
  @Test
  void tailsAreThoseOfTables() {
    assertThat(Normal.above(0)).isEqualTo(0.5);
    assertThat(Normal.above(1)).isCloseTo(0.15865525393145707, within(1e-15));
    assertThat(Normal.above(-1.959963984540054)).isCloseTo(0.975, within(1e-14));
    assertThat(Normal.above(2.5)).isCloseTo(0.006209665325776132, within(1e-15));
    assertThat(Normal.above(5) / 2.8665157187919391e-7).isCloseTo(1, within(1e-12));
    assertThat(Normal.above(10) / 7.619853024160527e-24).isCloseTo(1, within(1e-12));
  }

  @Test
  void bothWaysOfComputingMeetWhereOneTakesOver() {
    double step = Normal.above(3) - Normal.above(Math.nextUp(3.0));

    assertThat(step).isBetween(0.0, 1e-15);
  }

  @Test
  void quantilesAreWhereTheTailBegins() {
    for (double probability : new double[] {1e-12, 1e-5, 0.001, 0.025, 0.5, 0.9, 0.999999}) {
      double z = Normal.quantileAbove(probability);
      assertThat(Normal.above(z) / probability).as("p=%s", probability).isCloseTo(1, within(1e-9));
    }
    assertThatThrownBy(() -> Normal.quantileAbove(0)).hasMessageContaining("probability=0.0");
  }
}
