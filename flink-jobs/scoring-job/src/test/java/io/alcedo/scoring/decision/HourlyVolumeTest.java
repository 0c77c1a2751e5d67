package io.alcedo.scoring.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HourlyVolumeTest {
  private static final long HOUR = HourlyVolume.HOUR;
  private static final long DAY = 24 * HOUR;
  private static final long START = 20_000 * DAY;

  @Test
  void theRestOfTheDayIsWhatTheSameHoursOfEarlierWeeksBrought() {
    HourlyVolume volume = new HourlyVolume();
    for (long hour = 0; hour < 15 * 24; hour++) {
      add(volume, START + hour * HOUR, expected(hour));
    }
    long noon = 15 * 24 + 12;
    for (long hour = 15 * 24; hour < noon; hour++) {
      add(volume, START + hour * HOUR, expected(hour));
    }
    volume.advance(START + noon * HOUR);
    int rest = 0;
    for (long hour = noon; hour < 16 * 24; hour++) {
      rest += expected(hour);
    }

    assertThat(volume.remaining(START + noon * HOUR)).isCloseTo(rest, within(0.02 * rest));
  }

  @Test
  void aBusierDayIsForecastFromItsOwnHours() {
    HourlyVolume volume = new HourlyVolume();
    for (long hour = 0; hour < 14 * 24; hour++) {
      add(volume, START + hour * HOUR, 100);
    }
    for (long hour = 14 * 24; hour < 14 * 24 + 12; hour++) {
      add(volume, START + hour * HOUR, 200);
    }
    volume.advance(START + 14 * DAY + 12 * HOUR);

    assertThat(volume.remaining(START + 14 * DAY + 12 * HOUR)).isCloseTo(2400, within(250.0));
    assertThat(volume.day(START + 14 * DAY + 12 * HOUR)).isCloseTo(4800, within(500.0));
  }

  @Test
  void beforeAnHourIsOverThePaceCounts() {
    HourlyVolume volume = new HourlyVolume();
    for (int i = 0; i <= 30; i++) {
      volume.add(START + i * HOUR / 60);
    }

    assertThat(volume.day(START + HOUR / 2)).isCloseTo(62 * 24, within(1.0));
  }

  @Test
  void anHourThatWasNotWatchedTeachesNothing() {
    HourlyVolume volume = new HourlyVolume();
    for (long hour = 0; hour < 7 * 24; hour++) {
      add(volume, START + hour * HOUR, 100);
    }
    add(volume, START + 7 * DAY + 5 * HOUR, 3);
    volume.advance(START + 14 * DAY);

    assertThat(volume.remaining(START + 14 * DAY)).isCloseTo(2400, within(1.0));
  }

  private static int expected(long hour) {
    return (int) (100 + 80 * Math.sin(hour % 24 / 24.0 * 2 * Math.PI))
        / (hour / 24 % 7 > 4 ? 2 : 1);
  }

  private static void add(HourlyVolume volume, long hour, int count) {
    for (int i = 0; i < count; i++) {
      volume.add(hour + i * HOUR / count);
    }
  }
}
