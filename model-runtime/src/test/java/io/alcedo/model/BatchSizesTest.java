package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizesTest {
  @Test
  void everyCountIsServedByKnownSizes() {
    for (boolean cuda : new boolean[] {false, true}) {
      for (int most : new int[] {1, 2, 31, 32, 33, 64, 100, 256}) {
        BatchSizes sizes = new BatchSizes(most, cuda);
        assertThat(sizes.all()).isSorted().doesNotHaveDuplicates();
        for (int left = 1; left <= 2 * most; left++) {
          int size = sizes.next(left);
          assertThat(sizes.all()).contains(size);
          assertThat(size).isBetween(1, most);
          if (cuda) {
            assertThat(size).isGreaterThanOrEqualTo(Math.min(left, most));
          } else {
            assertThat(size).isLessThanOrEqualTo(left);
          }
        }
      }
    }
  }

  @Test
  void nothingIsPaddedOnTheCpuAndPowersOfTwoArePaddedOnCuda() {
    BatchSizes cpu = new BatchSizes(256, false);
    assertThat(cpu.all()).hasSize(39).endsWith(192, 224, 256);
    assertThat(cpu.next(200)).isEqualTo(192);
    assertThat(cpu.next(8)).isEqualTo(8);
    assertThat(cpu.next(1_000)).isEqualTo(256);
    BatchSizes cuda = new BatchSizes(256, true);
    assertThat(cuda.all()).containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256);
    assertThat(cuda.next(129)).isEqualTo(256);
  }
}
