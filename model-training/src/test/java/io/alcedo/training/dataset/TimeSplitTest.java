package io.alcedo.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
  private static final long DAY = 86_400_000L;

  @Test
  void trainsOnLabelsKnownBeforeTheSplitAndValidatesAfterIt() {
    TrainingSet set =
        set(new long[][] {{0, 7}, {2, 9}, {3, 10}, {4, 11}, {9, 9}, {10, 17}, {12, 12}});

    TimeSplit split = TimeSplit.at(set, 10 * DAY);

    assertThat(split.train()).containsExactly(0, 1, 2, 4);
    assertThat(split.validation()).containsExactly(5, 6);
    assertThat(split.waiting()).isEqualTo(1);
  }

  @Test
  void noRowIsOnBothSidesAndNoLabelComesFromTheFuture() {
    for (int trial = 0; trial < 100; trial++) {
      Random random = new Random(trial);
      long[][] rows = new long[1 + random.nextInt(200)][];
      for (int i = 0; i < rows.length; i++) {
        long time = random.nextInt(60);
        rows[i] = new long[] {time, time + random.nextInt(20)};
      }
      TrainingSet set = set(rows);
      TimeSplit split = TimeSplit.latest(set, 0.05 + 0.9 * random.nextDouble());

      String at = "seed=" + trial;
      for (int row : split.train()) {
        assertThat(set.labelKnownAt(row)).as(at).isLessThanOrEqualTo(split.at());
        assertThat(set.eventTime(row)).as(at).isLessThan(split.at());
      }
      for (int row : split.validation()) {
        assertThat(set.eventTime(row)).as(at).isGreaterThanOrEqualTo(split.at());
      }
      assertThat(split.train().length + split.validation().length + split.waiting())
          .as(at)
          .isEqualTo(set.size());
      assertThat(split.validation()).as(at).isNotEmpty();
    }
  }

  @Test
  void validatesOnTheShareThatIsAskedFor() {
    long[][] rows = new long[1_000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new long[] {i, i};
    }
    TimeSplit split = TimeSplit.latest(set(rows), 0.2);

    assertThat(split.validation()).hasSize(200);
    assertThat(split.train()).hasSize(800);
    assertThat(TimeSplit.latest(set(new long[0][]), 0.2).validation()).isEmpty();
  }

  private static TrainingSet set(long[][] eventAndKnownDays) {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("a"));
    for (long[] days : eventAndKnownDays) {
      builder.add(new float[] {0}, false, days[0] * DAY, days[1] * DAY);
    }
    return builder.build();
  }
}
