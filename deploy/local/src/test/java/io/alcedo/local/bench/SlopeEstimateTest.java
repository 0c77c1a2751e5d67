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
  void leavesWarmUpAndCodeOutOfMemory() {
    long[] anonymous = new long[300];
    long[] code = new long[300];
    for (int i = 0; i < 300; i++) {
      code[i] = 7L * i;
      anonymous[i] = 5_000 + code[i] + (i < 200 ? 100L * i : 0);
    }

    SwapReport.Memory memory = SwapReport.Memory.of(new long[300], anonymous, code, new int[300]);

    assertThat(memory).isNotNull();
    assertThat(memory.warmUpSwaps()).isEqualTo(200);
    assertThat(memory.slopeKibPerSwap()).isZero();
    assertThat(memory.flat()).isTrue();
  }

  @Test
  void tellsGrowthByTheSwap() {
    long[] anonymous = new long[300];
    for (int i = 0; i < 300; i++) {
      anonymous[i] = 5_000 + 3L * i + (i % 5 == 0 ? 400 : 0); // and what is gone again at once
    }

    SwapReport.Memory memory =
        SwapReport.Memory.of(new long[300], anonymous, new long[300], new int[300]);

    assertThat(memory).isNotNull();
    assertThat(memory.slopeKibPerSwap()).isEqualTo(3);
    assertThat(memory.flat()).isFalse();
  }

  @Test
  void needsThreeStretchesAfterTheWarmUp() {
    assertThat(SwapReport.Memory.of(new long[7], new long[7], new long[7], new int[7])).isNull();
    long[] some = new long[9];
    Arrays.fill(some, 5);
    assertThat(SwapReport.Memory.of(some, some, new long[9], new int[9])).isNotNull();
  }
}
