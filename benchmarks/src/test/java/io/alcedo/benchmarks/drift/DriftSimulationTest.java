package io.alcedo.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A small run of the simulation whose table stands in docs/monitoring.md; always the same one. */
class DriftSimulationTest {
  private static final long SEED = 7;
  private static final int ONSETS = 3;

  @Test
  void quietWeeksRaiseNoAlarmAndChangesOne() throws Exception {
    DriftSimulation.Result result = new DriftSimulation(30_000, 4, 10 * 24, ONSETS).run(SEED);

    assertThat(result.falseAlarms()).as("seed=%d", SEED).isLessThanOrEqualTo(1);
    assertThat(result.complete().of()).isGreaterThan(ONSETS * DriftTraffic.FEATURES * 3 / 4);
    assertThat(result.complete().noticed()).as("seed=%d", SEED).isEqualTo(result.complete().of());
    assertThat(result.partial().of()).isPositive();
    assertThat(result.scaled().noticed()).as("seed=%d", SEED).isPositive();
  }
}
