package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossScaleTest {
  @Test
  void fallsOnOverflowAndGrowsAfterManyStepsWithoutOne() {
    LossScale scale = new LossScale(Precision.MIXED);
    double first = scale.factor();

    assertThat(scale.overflowed()).isTrue();
    assertThat(scale.factor()).isEqualTo(first / 2);
    for (int step = 0; step < 199; step++) {
      scale.held();
    }
    assertThat(scale.factor()).isEqualTo(first / 2);
    scale.held();
    assertThat(scale.factor()).isEqualTo(first);
  }

  @Test
  void givesUpWhereNothingSmallerIsLeft() {
    LossScale scale = new LossScale(Precision.MIXED);
    int tries = 0;
    while (scale.overflowed()) {
      tries++;
    }

    assertThat(tries).isEqualTo(14);
  }

  @Test
  void staysOneInSinglePrecision() {
    LossScale scale = new LossScale(Precision.SINGLE);
    for (int step = 0; step < 500; step++) {
      scale.held();
    }

    assertThat(scale.factor()).isEqualTo(1);
    assertThat(scale.overflowed()).isFalse();
  }
}
