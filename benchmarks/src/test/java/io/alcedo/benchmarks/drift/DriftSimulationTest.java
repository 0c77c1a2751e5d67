package io.alcedo.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A small run of the simulation whose table stands in docs/monitoring.md; always the same one. */
class DriftSimulationTest {
  private static final long SEED = 7;
  private static final int ONSETS = 3;

  /** Features with a value in every vector. */
  private static final int COMPLETE = 50;

  @Test
  void quietWeeksRaiseNoAlarmAndChangesOne() throws Exception {
    DriftSimulation.Result result = new DriftSimulation(30_000, 4, 10 * 24, ONSETS).run(SEED);

    assertThat(result.falseAlarms()).as("seed=%d", SEED).isLessThanOrEqualTo(1);
    assertThat(result.losses()).isEqualTo(ONSETS * DriftTraffic.FEATURES);
    assertThat(result.lossesNoticed()).as("seed=%d", SEED).isGreaterThan(ONSETS * COMPLETE);
    assertThat(result.scalingsNoticed()).as("seed=%d", SEED).isPositive();
  }
}
