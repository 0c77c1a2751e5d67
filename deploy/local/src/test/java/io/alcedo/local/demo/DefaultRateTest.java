package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefaultRateTest {
  @Test
  void isHalfOfWhatTheJobSustainsByItself() {
    assertThat(DefaultRate.of(30_000, false, 2)).isEqualTo(15_000);
  }

  @Test
  void leavesTheLearningJobTwoThirds() {
    assertThat(DefaultRate.of(9_000, true, 2)).isEqualTo(3_000);
  }

  @Test
  void isBoundedByTheProcessorsThatTrainingsShare() {
    assertThat(DefaultRate.of(30_000, true, 2)).isEqualTo(5_000);
    assertThat(DefaultRate.of(30_000, true, 16)).isEqualTo(10_000);
  }

  @Test
  void isNeverNearlyNothing() {
    assertThat(DefaultRate.of(0, true, 2)).isEqualTo(100);
  }
}
