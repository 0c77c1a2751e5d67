package io.alcedo.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencySecondsTest {
  private static final long START = 1_767_571_200_000L;

  @Test
  void looksAtASpanOnly() {
    LatencySeconds latencies = new LatencySeconds();
    for (int i = 0; i < 100; i++) {
      latencies.add(START + i * 100, i < 50 ? 10 : 20);
    }
    latencies.add(START + 4_950, 999);

    assertThat(latencies.between(START, START + 4_900).getMaxValue()).isEqualTo(10);
    assertThat(latencies.between(START, START + 4_900).getTotalCount()).isEqualTo(49);
    assertThat(latencies.between(START + 5_000, START + 10_000).getMinNonZeroValue()).isEqualTo(20);
    assertThat(latencies.between(START + 4_900, START + 5_000).getTotalCount()).isEqualTo(2);
  }

  @Test
  void forgets() {
    LatencySeconds latencies = new LatencySeconds();
    latencies.add(START, 10);
    latencies.add(START + 1_000, 10);

    latencies.forgetBefore(START + 500);

    assertThat(latencies.between(START, START + 2_000).getTotalCount()).isEqualTo(1);
  }
}
