package io.alcedo.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SplitTimesTest {
  @RepeatedTest(20)
  void noPartHoldsALabelThatCameAfterTheNextPartStarted() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TrainingSet.Builder builder = TrainingSet.builder(List.of("x"));
    long time = 0;
    int rows = 50 + random.nextInt(400);
    for (int row = 0; row < rows; row++) {
      time += random.nextInt(3);
      builder.add(new float[] {0}, random.nextBoolean(), time, time + random.nextInt(60));
    }
    TrainingSet set = builder.build();
    SplitTimes times = SplitTimes.latest(set, 0.2, random.nextBoolean() ? 0.2 : 0);
    DatasetRows split = new DatasetRows(set, times, new BitSet());

    long test = times.testFrom() == null ? Long.MAX_VALUE : times.testFrom();
    int counted = 0;
    for (Split part : Split.values()) {
      for (int row : split.indices(part)) {
        counted++;
        boolean holds =
            switch (part) {
              case TRAIN ->
                  set.eventTime(row) < times.validationFrom()
                      && set.labelKnownAt(row) <= times.validationFrom();
              case VALIDATION ->
                  set.eventTime(row) >= times.validationFrom()
                      && set.eventTime(row) < test
                      && set.labelKnownAt(row) <= test;
              case TEST -> set.eventTime(row) >= test;
              case WAITING ->
                  set.labelKnownAt(row)
                      > (set.eventTime(row) < times.validationFrom()
                          ? times.validationFrom()
                          : test);
            };
        assertThat(holds).as("seed=%d row=%d part=%s", seed, row, part).isTrue();
      }
    }
    assertThat(counted).as("seed=%d", seed).isEqualTo(set.size());
    TimeSplit trained = split.timeSplit();
    assertThat(split.part(Split.TRAIN).size()).isEqualTo(trained.train().length);
    assertThat(trained.waiting()).isEqualTo(split.indices(Split.WAITING).length);
  }

  @Test
  void sharesAreOfTheLatestRows() {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("x"));
    for (int row = 0; row < 100; row++) {
      builder.add(new float[] {0}, false, row, row);
    }
    TrainingSet set = builder.build();

    assertThat(SplitTimes.latest(set, 0.2, 0.1)).isEqualTo(new SplitTimes(70, 90L));
    assertThat(SplitTimes.latest(set, 0.2, 0)).isEqualTo(new SplitTimes(80, null));
    assertThatThrownBy(() -> SplitTimes.latest(set, 0.5, 0.5))
        .hasMessageContaining("validation=0.5, test=0.5");
    assertThatThrownBy(() -> new SplitTimes(5, 5L)).hasMessageContaining("testFrom=5");
  }
}
