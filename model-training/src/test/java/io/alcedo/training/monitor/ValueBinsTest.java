package io.alcedo.training.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueBinsTest {
  @Test
  void largerValuesHaveLargerBins() {
    int last = -1;
    for (double value = -1e15; value < -1e-8; value *= 0.97) {
      assertThat(ValueBins.of((float) value)).isGreaterThanOrEqualTo(last);
      last = ValueBins.of((float) value);
    }
    for (double value = 1e-8; value < 1e15; value *= 1.03) {
      assertThat(ValueBins.of((float) value)).isGreaterThanOrEqualTo(last);
      last = ValueBins.of((float) value);
    }
    assertThat(last).isEqualTo(ValueBins.COUNT - 1);
  }

  @Test
  void wholeNumbersToThirtyTwoHaveBinsOfTheirOwn() {
    assertThat(IntStream.rangeClosed(-32, 32).map(ValueBins::of).distinct().count()).isEqualTo(65);
  }

  @Test
  void theExtremesHaveBinsToo() {
    assertThat(ValueBins.of(0)).isEqualTo(ValueBins.ZERO);
    assertThat(ValueBins.of(-0f)).isEqualTo(ValueBins.ZERO);
    assertThat(ValueBins.of(Float.MIN_VALUE)).isEqualTo(ValueBins.ZERO);
    assertThat(ValueBins.of(Float.POSITIVE_INFINITY)).isEqualTo(ValueBins.COUNT - 1);
    assertThat(ValueBins.of(Float.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void theMiddleOfABinIsWithinThreeHundredthsOfItsValues() {
    for (double value = 1e-5; value < 1e9; value *= 1.17) {
      assertThat(ValueBins.middle(ValueBins.of((float) value)) / value).isCloseTo(1, within(0.035));
      assertThat(ValueBins.middle(ValueBins.of((float) -value)) / -value)
          .isCloseTo(1, within(0.035));
    }
    assertThat(ValueBins.middle(ValueBins.ZERO)).isZero();
  }
}
