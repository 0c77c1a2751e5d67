package io.alcedo.schema.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellFormatTest {
  private static final TimeFormat ISO = TimeFormat.of("iso", ZoneOffset.UTC, Instant.EPOCH);
  private static final TimeFormat PARIS =
      TimeFormat.of("iso", ZoneId.of("Europe/Paris"), Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "27.6, 2, 2760",
    "27.60, 2, 2760",
    "27, 2, 2700",
    ".5, 2, 50",
    "12., 2, 1200",
    "-1.05, 2, -105",
    "+1, 2, 100",
    "183.70000000000002, 2, 18370",
    "183.705, 2, 18371",
    "183.7049999, 2, 18370",
    "1500, 0, 1500",
    "1.234, 3, 1234",
    "9999999999999999.99, 2, 999999999999999999"
  })
  void readsAmountsExactly(String text, int digits, long minor) {
    assertThat(new AmountFormat(digits).read(text)).isEqualTo(minor);
  }

  @RepeatedTest(20)
  void readsAmountsAsBigDecimalsDo() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      BigDecimal amount = BigDecimal.valueOf(random.nextInt(2_000_000_000), random.nextInt(9));
      int digits = random.nextInt(4);
      long expected = amount.setScale(digits, RoundingMode.HALF_UP).unscaledValue().longValue();

      assertThat(new AmountFormat(digits).read(amount.toPlainString()))
          .as("seed %d, amount %s, digits %d", seed, amount, digits)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        ".",
        "-.",
        "1,000",
        "1.2.3",
        "1e3",
        "NaN",
        "x",
        "1.2x",
        "99999999999999999",
        "١٢"
      })
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> new AmountFormat(2).read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  @ParameterizedTest
  @CsvSource({
    "2018-06-18 00:01:31, 2018-06-18T00:01:31Z",
    "2018-06-18T00:01:31, 2018-06-18T00:01:31Z",
    "2018-06-18T00:01, 2018-06-18T00:01:00Z",
    "2018-06-18, 2018-06-18T00:00:00Z",
    "2018-06-18T00:01:31.5, 2018-06-18T00:01:31.500Z",
    "2018-06-18T00:01:31.123456789123Z, 2018-06-18T00:01:31.123456789Z",
    "2018-06-18T00:01:31+02:00, 2018-06-17T22:01:31Z",
    "2018-06-18T00:01:31-0330, 2018-06-18T03:31:31Z",
    "1969-12-31T23:59:59.25Z, 1969-12-31T23:59:59.250Z"
  })
  void readsIsoTimes(String text, Instant time) {
    assertThat(ISO.read(text)).isEqualTo(time);
  }

  @Test
  void readsLocalTimesInTheirZone() {
    assertThat(PARIS.read("2026-07-01 12:00:00")).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
    assertThat(PARIS.read("2026-01-01 12:00:00")).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
    assertThat(PARIS.read("2026-01-01 12:00:00Z")).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
    assertThat(TimeFormat.of("iso", ZoneOffset.ofHours(2), Instant.EPOCH).read("2026-01-01"))
        .isEqualTo(Instant.parse("2025-12-31T22:00:00Z"));
  }

  @Test
  void readsEpochs() {
    Instant origin = Instant.parse("2018-04-01T00:00:00Z");
    assertThat(TimeFormat.of("epoch_seconds", ZoneOffset.UTC, origin).read("6739215"))
        .isEqualTo(Instant.parse("2018-06-18T00:00:15Z"));
    assertThat(TimeFormat.of("epoch_seconds", ZoneOffset.UTC, Instant.EPOCH).read("1.0005"))
        .isEqualTo(Instant.ofEpochMilli(1_001));
    assertThat(TimeFormat.of("epoch_millis", ZoneOffset.UTC, Instant.EPOCH).read("-1"))
        .isEqualTo(Instant.ofEpochMilli(-1));
  }

  @Test
  void readsPatterns() {
    assertThat(pattern("dd/MM/yyyy HH:mm").read("18/06/2018 00:01"))
        .isEqualTo(Instant.parse("2018-06-17T22:01:00Z"));
    assertThat(pattern("dd.MM.yyyy").read("18.06.2018"))
        .isEqualTo(Instant.parse("2018-06-17T22:00:00Z"));
    assertThat(pattern("yyyyMMddHHmmssXX").read("20180618000131+0000"))
        .isEqualTo(Instant.parse("2018-06-18T00:01:31Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2018-13-01",
        "2018-02-30",
        "2018-06-18 24:00:00",
        "2018-06-18 00:60:00",
        "2018-06-18 00:00:61",
        "2018-06-18 00:00:00.",
        "2018/06/18",
        "2018-06-18 00:0",
        "2018-06-18 00:00:00 nonsense",
        "18-06-2018",
        "",
        "now"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> ISO.read(text)).hasMessage("must be a time in the format stated");
    assertThatThrownBy(() -> pattern("dd/MM/yyyy HH:mm").read(text))
        .hasMessage("must be a time in the format stated");
  }

  @Test
  void tellsTheOffsetThatATimeStates() {
    assertThat(ISO.offsetMinutes("2018-06-18T00:01:31+02:00")).isEqualTo(120);
    assertThat(ISO.offsetMinutes("2018-06-18T00:01-03:30")).isEqualTo(-210);
    assertThat(ISO.offsetMinutes("2018-06-18T00:01:31Z")).isNull();
    assertThat(ISO.offsetMinutes("2018-06-18")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "7d, PT168H",
    "2w, PT336H",
    "12h, PT12H",
    "30m, PT30M",
    "0s, PT0S",
    "P7D, PT168H",
    "pt1h30m, PT1H30M"
  })
  void readsDurations(String text, Duration duration) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "7 days", "-7d", "-P7D", "P1M", "9999999999d"})
  void refusesWhatIsNoDuration(String text) {
    assertThat(DurationText.parse(text)).isNull();
  }

  private static TimeFormat pattern(String pattern) {
    return TimeFormat.of(pattern, ZoneId.of("Europe/Paris"), Instant.EPOCH);
  }
}
