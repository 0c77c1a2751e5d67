package io.alcedo.features.row;

import static io.alcedo.features.row.CalendarPart.HOUR;
import static io.alcedo.features.row.CalendarPart.NIGHT;
import static io.alcedo.features.row.CalendarPart.WEEKDAY;
import static io.alcedo.features.row.CalendarPart.WEEKEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarFeatureTest {
  private static TransactionRow at(String instant) {
    TransactionRow row = RowLayout.STANDARD.newRow();
    row.setNumber(TransactionRow.EVENT_TIME, Instant.parse(instant).toEpochMilli());
    return row;
  }

  private static TransactionRow at(String instant, int offsetMinutes) {
    TransactionRow row = at(instant);
    row.setNumber(RowLayout.STANDARD.index("utcOffsetMinutes"), offsetMinutes);
    return row;
  }

  private static double value(CalendarPart part, String zone, TransactionRow row) {
    return new CalendarFeature(part, ZoneId.of(zone), 22, 6).value(row);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-07-27T23:59:59.999Z, 23, 5, 0, 1", // Friday
    "2018-07-28T00:00:00Z, 0, 6, 1, 1", // Saturday
    "2018-07-29T05:59:59.999Z, 5, 7, 1, 1", // Sunday
    "2018-07-29T06:00:00Z, 6, 7, 1, 0",
    "2018-07-29T21:59:59.999Z, 21, 7, 1, 0",
    "2018-07-29T22:00:00Z, 22, 7, 1, 1",
    "2018-07-30T00:00:00Z, 0, 1, 0, 1", // Monday
    "1970-01-01T00:00:00Z, 0, 4, 0, 1", // Thursday
    "1969-12-31T23:59:59.999Z, 23, 3, 0, 1",
    "1969-12-28T12:00:00Z, 12, 7, 1, 0",
  })
  void readsTheCalendarInUtc(String instant, int hour, int weekday, int weekend, int night) {
    TransactionRow row = at(instant);

    assertThat(value(HOUR, "UTC", row)).isEqualTo(hour);
    assertThat(value(WEEKDAY, "UTC", row)).isEqualTo(weekday);
    assertThat(value(WEEKEND, "UTC", row)).isEqualTo(weekend);
    assertThat(value(NIGHT, "UTC", row)).isEqualTo(night);
  }

  @Test
  void prefersTheTransactionsOwnOffsetToTheZone() {
    TransactionRow row = at("2018-07-29T23:30:00Z", 330);

    assertThat(value(HOUR, "America/New_York", row)).isEqualTo(5);
    assertThat(value(WEEKDAY, "America/New_York", row)).isEqualTo(1);
    assertThat(value(HOUR, "UTC", at("2018-07-29T00:30:00Z", -90))).isEqualTo(23);
    assertThat(value(WEEKDAY, "UTC", at("2018-07-29T00:30:00Z", -90))).isEqualTo(6);
    assertThat(value(HOUR, "Europe/Berlin", at("2018-07-29T12:00:00Z", 0))).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-03-25T00:59:59Z, 1", // the clock goes forward in Berlin
    "2018-03-25T01:00:00Z, 3",
    "2018-10-28T00:59:59Z, 2", // and back
    "2018-10-28T01:00:00Z, 2",
    "2018-10-28T02:00:00Z, 3",
  })
  void followsTheZonesRulesWithoutAnOffset(String instant, int hour) {
    assertThat(value(HOUR, "Europe/Berlin", at(instant))).isEqualTo(hour);
  }

  @Test
  void crossesTheDateInAZone() {
    assertThat(value(WEEKEND, "Pacific/Auckland", at("2018-07-27T12:00:00Z"))).isEqualTo(1);
    assertThat(value(WEEKEND, "UTC", at("2018-07-27T12:00:00Z"))).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 00:00, 1",
    "0, 7, 06:59, 1",
    "0, 7, 07:00, 0",
    "0, 7, 23:59, 0",
    "20, 24, 23:59, 1",
    "20, 24, 00:00, 0",
    "23, 0, 23:00, 1",
    "23, 0, 00:00, 0"
  })
  void takesTheNightFromItsFirstHourUpToItsEnd(int from, int to, String time, int night) {
    CalendarFeature feature = new CalendarFeature(NIGHT, ZoneOffset.UTC, from, to);

    assertThat(feature.value(at("2018-07-27T" + time + ":00Z"))).isEqualTo(night);
  }

  @Test
  void isUnknownWithoutATime() {
    assertThat(value(HOUR, "UTC", RowLayout.STANDARD.newRow())).isNaN();
  }
}
