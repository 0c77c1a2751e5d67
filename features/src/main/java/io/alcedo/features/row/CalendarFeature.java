package io.alcedo.features.row;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * A part of the calendar at the place of the transaction: by its own offset from UTC where it has
 * one, else by a zone's rules at that instant. Immutable and thread-safe.
 */
public final class CalendarFeature implements RowFeature {
  private static final int UTC_OFFSET_MINUTES = RowLayout.STANDARD.index("utcOffsetMinutes");
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  /** The first of January 1970 was a Thursday: three days after a Monday. */
  private static final long DAYS_FROM_MONDAY = 3;

  private final CalendarPart part;
  private final ZoneRules rules;
  private final int nightFrom;
  private final int nightTo;

  /**
   * Creates a calendar feature.
   *
   * @param part what to tell
   * @param zone whose local time holds for transactions without an offset
   * @param nightFrom first hour of the night, 0 to 23
   * @param nightTo the hour at which the night ends, 0 to 24, not itself part of it; below {@code
   *     nightFrom} where the night goes past midnight
   */
  public CalendarFeature(CalendarPart part, ZoneId zone, int nightFrom, int nightTo) {
    this.part = part;
    this.rules = zone.getRules();
    this.nightFrom = nightFrom;
    this.nightTo = nightTo;
  }

  @Override
  public double value(TransactionRow row) {
    long time = row.eventTime();
    if (time == TransactionRow.ABSENT) {
      return Double.NaN;
    }
    long local = time + offsetMillis(row, time);
    return switch (part) {
      case HOUR -> hour(local);
      case WEEKDAY -> weekday(local);
      case WEEKEND -> weekday(local) >= 6 ? 1 : 0;
      case NIGHT -> isNight(hour(local)) ? 1 : 0;
    };
  }

  private long offsetMillis(TransactionRow row, long time) {
    long minutes = row.number(UTC_OFFSET_MINUTES);
    if (minutes != TransactionRow.ABSENT) {
      return minutes * MINUTE_MILLIS;
    }
    return rules.getOffset(Instant.ofEpochMilli(time)).getTotalSeconds() * 1000L;
  }

  private static int hour(long local) {
    return (int) (Math.floorMod(local, DAY_MILLIS) / HOUR_MILLIS);
  }

  private static int weekday(long local) {
    return (int) Math.floorMod(Math.floorDiv(local, DAY_MILLIS) + DAYS_FROM_MONDAY, 7L) + 1;
  }

  private boolean isNight(int hour) {
    return nightFrom < nightTo
        ? hour >= nightFrom && hour < nightTo
        : hour >= nightFrom || hour < nightTo;
  }
}
