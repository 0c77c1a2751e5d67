package io.alcedo.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlopeEstimateTest {
  @Test
  void isExactOnALineAndHardlyMovedByAJump() {
    double[] line = IntStream.range(0, 50).mapToDouble(i -> 1_000 + 3 * i).toArray();
    assertThat(SlopeEstimate.of(line)).isEqualTo(new SlopeEstimate(3, 3, 3));

    line[30] += 1e6;
    assertThat(SlopeEstimate.of(line).perStep()).isCloseTo(3, within(1e-9));
  }

  @Test
  void isTheMedianOfAllPairs() {
    assertThat(SlopeEstimate.of(new double[] {0, 5, 2}).perStep()).isEqualTo(1);
    assertThat(SlopeEstimate.of(new double[] {0, 0, 0, 8}).perStep()).isEqualTo((0 + 8 / 3.0) / 2);
  }

  @Test
  void holdsTheTrueSlopeInNineteenOfTwentyIntervals() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int held = 0;
    int zeros = 0;
    for (int round = 0; round < 1_000; round++) {
      double[] values = IntStream.range(0, 60).mapToDouble(i -> random.nextGaussian()).toArray();
      zeros += SlopeEstimate.of(values).holdsZero() ? 1 : 0;
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.5 * i;
      }
      SlopeEstimate slope = SlopeEstimate.of(values);
      held += slope.lower() <= 0.5 && slope.upper() >= 0.5 ? 1 : 0;
      assertThat(slope.holdsZero()).as("seed=%d, round=%d", seed, round).isFalse();
    }
    assertThat(held).as("seed=%d", seed).isBetween(920, 980);
    assertThat(zeros).as("seed=%d", seed).isBetween(920, 980);
  }

  @Test
  void refusesTooFew() {
    assertThatThrownBy(() -> SlopeEstimate.of(new double[] {1, 2}))
        .hasMessage("A slope is of at least three values: values=2");
  }

  @Test
  void leavesWarmUpOutOfMemory() {
    long[] resident = new long[20];
    Arrays.fill(resident, 5_000);
    for (int i = 0; i < 4; i++) {
      resident[i] = 100 * i;
    }

    SwapReport.Memory memory = SwapReport.Memory.of(new long[20], resident, new int[20]);

    assertThat(memory).isNotNull();
    assertThat(memory.warmUpSwaps()).isEqualTo(4);
    assertThat(memory.slopeKibPerSwap()).isZero();
    assertThat(memory.flat()).isTrue();
    assertThat(SwapReport.Memory.of(new long[2], new long[2], new int[2])).isNull();
  }
}
