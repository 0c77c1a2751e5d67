package io.alcedo.training.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.training.monitor.QualityMonitor.Decided;
import io.alcedo.training.monitor.QualityMonitor.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What the first version of each format wrote is read for ever. A change of a format comes with a
 * new version, which writes files of its own; these stay.
 */
class StoredFormatsTest {
  private static final long HOUR = 400_000;

  @Test
  void hoursOfTheFirstFormatAreRead() throws IOException {
    byte[] stored = stored("hour-summary.v1.bin");

    assertThat(hour(HOUR).toBytes()).isEqualTo(stored);
    assertThat(HourSummary.of(stored).toBytes()).isEqualTo(stored);
    assertThat(HourSummary.of(stored).vectors()).isEqualTo(200);
  }

  @Test
  void driftOfTheFirstFormatIsRead() throws IOException {
    byte[] stored = stored("drift-monitor.v1.bin");
    DriftMonitor now = drift();
    DriftMonitor read = DriftMonitor.of(DriftSettings.standard(), stored);

    assertThat(read.toBytes()).isEqualTo(stored);
    assertThat(read.hour()).isEqualTo(now.hour());
    assertThat(read.open()).isEqualTo(now.open()).containsExactly("amount");
    assertThat(read.alarms().get(0).text()).startsWith("amount: more vectors lack a value");
    assertThat(read.add(hour(read.hour() + 1))).as("it goes on").isEmpty();
    assertThat(now.toBytes()).as("as it is written now").hasSameSizeAs(stored);
  }

  @Test
  void qualityOfTheFirstFormatIsRead() throws IOException {
    byte[] stored = stored("quality-monitor.v1.bin");

    assertThat(quality().toBytes()).isEqualTo(stored);
    assertThat(QualityMonitor.of(stored).toBytes()).isEqualTo(stored);
  }

  @Test
  void bytesThatEndTooSoonAreRefused() throws IOException {
    byte[] stored = stored("drift-monitor.v1.bin");

    assertThatThrownBy(
            () ->
                DriftMonitor.of(DriftSettings.standard(), Arrays.copyOf(stored, stored.length / 2)))
        .isInstanceOf(IOException.class);
  }

  static HourSummary hour(long hour) {
    HourCounter counter = new HourCounter(hour, List.of("amount"));
    for (int i = 0; i < 200; i++) {
      counter.addVector(new float[] {hour - HOUR > 500 && i % 5 == 0 ? Float.NaN : 10 + i % 4});
      counter.addScore("7", (1 + i % 4) / 300.0);
    }
    return counter.summary();
  }

  /** Three weeks, after which every fifth value is missing. */
  static DriftMonitor drift() {
    DriftMonitor monitor = new DriftMonitor(DriftSettings.standard());
    for (long hour = HOUR; hour < HOUR + 3 * 7 * 24; hour++) {
      monitor.add(hour(hour));
    }
    return monitor;
  }

  static QualityMonitor quality() {
    QualityMonitor monitor = new QualityMonitor();
    Decided decided = new Decided("7", 20_000 * 86_400_000L, 0.6, true, false);
    monitor.scored(decided);
    monitor.judged(decided, Truth.FRAUD, Truth.UNKNOWN);
    monitor.labelled(decided.eventTime(), decided.eventTime() + 3_600_000);
    return monitor;
  }

  private static byte[] stored(String name) throws IOException {
    try (InputStream in = StoredFormatsTest.class.getResourceAsStream("/monitor/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
