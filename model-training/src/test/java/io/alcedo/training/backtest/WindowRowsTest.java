package io.alcedo.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowRowsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
  private static final long DAY = BacktestWindows.DAY_MILLIS;
  private static final int DELAY = 7;

  /** Days 0 to 6 train, days 14 to 20 are judged, as in the protocol of the handbook. */
  private static final BacktestWindows WINDOWS = windows(0, 6, 14, 20);

  private final List<Row> rows = new ArrayList<>();

  private record Row(double day, long card, boolean fraud) {
    long time() {
      return WINDOWS.trainStart() + Math.round(day * DAY);
    }

    int dayNumber() {
      return (int) Math.floor(day);
    }
  }

  @Test
  void takesTheDaysOfEachWindowAndNoOthers() {
    for (double day : new double[] {0, 3.5, 6.999, 7, 13.9, 14, 20.5, 20.999}) {
      rows.add(new Row(day, 1, false));
    }

    WindowRows taken = WindowRows.of(set(DELAY), WINDOWS, true);

    assertThat(times(taken.train())).containsExactly(time(0), time(3.5), time(6.999));
    assertThat(times(taken.test())).containsExactly(time(14), time(20.5), time(20.999));
    assertThat(taken.waiting()).isZero();
    assertThat(taken.knownCards()).isZero();
  }

  @Test
  void labelsThatComeAfterTheTestBeganAreNotLearntFrom() {
    for (double day : new double[] {0, 3.99, 4, 4.01, 6, 14, 15}) {
      rows.add(new Row(day, 1, true));
    }

    WindowRows taken = WindowRows.of(set(10), WINDOWS, false);

    assertThat(times(taken.train())).containsExactly(time(0), time(3.99), time(4));
    assertThat(taken.waiting()).isEqualTo(2);
    assertThat(taken.test().size()).isEqualTo(2);
  }

  @Test
  void aCardLeavesFromTheDayOnOnWhichItIsKnown() {
    rows.add(new Row(6.5, 1, true));
    rows.add(new Row(7.5, 2, true));
    rows.add(new Row(13.5, 3, true));
    rows.add(new Row(10, 4, true));
    for (long card = 0; card <= 4; card++) {
      for (int day = 14; day <= 20; day++) {
        rows.add(new Row(day + 0.25, card, false));
      }
    }

    WindowRows taken = WindowRows.of(set(DELAY), WINDOWS, true);

    assertThat(days(taken.test(), 0)).containsExactly(14, 15, 16, 17, 18, 19, 20);
    assertThat(days(taken.test(), 1)).as("a fraud of the training days").isEmpty();
    assertThat(days(taken.test(), 2)).as("a fraud of day 7, known on day 14").containsExactly(14);
    assertThat(days(taken.test(), 3)).containsExactly(14, 15, 16, 17, 18, 19, 20);
    assertThat(days(taken.test(), 4))
        .as("a fraud of midnight of day 10, known on day 17 and not before it")
        .containsExactly(14, 15, 16, 17);
    assertThat(taken.knownCards()).isEqualTo(7 + 6 + 3);
  }

  @Test
  void aLongerTrainingIsJudgedOnTheSameRows() {
    rows.add(new Row(-5, 1, true));
    rows.add(new Row(0, 2, true));
    for (long card = 0; card <= 2; card++) {
      rows.add(new Row(14.5, card, false));
    }

    WindowRows week = WindowRows.of(set(DELAY), WINDOWS, true);
    WindowRows longer = WindowRows.of(set(DELAY), windows(-10, 6, 14, 20), true);

    assertThat(days(longer.test(), 1)).containsExactly(14);
    assertThat(days(longer.test(), 2)).isEmpty();
    assertThat(times(longer.test())).isEqualTo(times(week.test()));
    assertThat(longer.train().size()).isEqualTo(2);
  }

  @Test
  void leavesOutWhatTheProtocolSaysToTheLetter() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      rows.clear();
      double day = 0;
      while (day < 21) {
        rows.add(new Row(day, 1 + random.nextInt(12), random.nextInt(12) == 0));
        day += random.nextInt(5) == 0 ? Math.ceil(day + 1e-9) - day : random.nextDouble() / 4;
      }
      List<Long> expected = new ArrayList<>();
      for (Row row : rows) {
        if (row.dayNumber() >= 14
            && row.dayNumber() <= 20
            && !compromised(row.dayNumber(), row.card())) {
          expected.add(row.time());
        }
      }

      WindowRows taken = WindowRows.of(set(DELAY), WINDOWS, true);

      assertThat(times(taken.test())).as("seed %d", seed).isEqualTo(expected);
    }
  }

  /** A fraud in the training days, or on a day from the last of them to the day less 8. */
  private boolean compromised(int day, long card) {
    Set<Long> known = new HashSet<>();
    for (Row row : rows) {
      boolean inTraining = row.dayNumber() <= 6;
      boolean since = row.dayNumber() >= 6 && row.dayNumber() <= day - 8;
      if (row.fraud() && (inTraining || since)) {
        known.add(row.card());
      }
    }
    return known.contains(card);
  }

  @Test
  void windowsAreInOrder() {
    assertThatThrownBy(() -> windows(3, 2, 14, 20)).hasMessageContaining("trainFrom=2026-03-04");
    assertThatThrownBy(() -> windows(0, 6, 6, 20)).hasMessageContaining("testFrom=2026-03-07");
    assertThatThrownBy(() -> windows(0, 6, 14, 13)).hasMessageContaining("testTo=2026-03-14");
    assertThat(WINDOWS.trainDays()).isEqualTo(7);
    assertThat(WINDOWS.testDays()).isEqualTo(7);
    assertThat(WINDOWS.testEnd() - WINDOWS.testStart()).isEqualTo(7 * DAY);
  }

  private TrainingSet set(int delayDays) {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("day"));
    for (Row row : rows) {
      builder.add(
          new float[] {(float) row.day()},
          row.fraud(),
          row.time(),
          row.time() + delayDays * DAY,
          1,
          new RowFacts(builder.size(), row.card(), 0, 100, Channel.UNKNOWN, null, false));
    }
    return builder.build();
  }

  private static List<Long> times(TrainingSet set) {
    List<Long> times = new ArrayList<>();
    for (int row = 0; row < set.size(); row++) {
      times.add(set.eventTime(row));
    }
    return times;
  }

  private static List<Integer> days(TrainingSet set, long card) {
    List<Integer> days = new ArrayList<>();
    for (int row = 0; row < set.size(); row++) {
      if (set.facts(row).card() == card) {
        days.add((int) ((set.eventTime(row) - WINDOWS.trainStart()) / DAY));
      }
    }
    return days;
  }

  private static long time(double day) {
    return new Row(day, 0, false).time();
  }

  private static BacktestWindows windows(int trainFrom, int trainTo, int testFrom, int testTo) {
    return new BacktestWindows(
        FIRST.plusDays(trainFrom),
        FIRST.plusDays(trainTo),
        FIRST.plusDays(testFrom),
        FIRST.plusDays(testTo));
  }
}
