package io.alcedo.schema.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times of a cell, as {@link Instant}s. */
final class TimeFormat implements CellFormat {
  private enum Kind {
    ISO,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    PATTERN
  }

  private final Kind kind;
  private final ZoneId zone;
  private final @Nullable ZoneOffset fixed;
  private final long originMillis;
  private final @Nullable DateTimeFormatter pattern;

  private TimeFormat(Kind kind, ZoneId zone, Instant origin, @Nullable DateTimeFormatter pattern) {
    this.kind = kind;
    this.zone = zone;
    this.fixed = zone.getRules().isFixedOffset() ? zone.getRules().getOffset(origin) : null;
    this.originMillis = origin.toEpochMilli();
    this.pattern = pattern;
  }

  /**
   * Returns the format of this name.
   *
   * @param name {@code iso}, {@code epoch_seconds}, {@code epoch_millis}, or a pattern of {@link
   *     DateTimeFormatter}
   * @param zone where texts without an offset are local
   * @param origin what epochs count from
   * @throws IllegalArgumentException where the name is neither a format nor a pattern
   */
  static TimeFormat of(String name, ZoneId zone, Instant origin) {
    return switch (name) {
      case "iso" -> new TimeFormat(Kind.ISO, zone, origin, null);
      case "epoch_seconds" -> new TimeFormat(Kind.EPOCH_SECONDS, zone, origin, null);
      case "epoch_millis" -> new TimeFormat(Kind.EPOCH_MILLIS, zone, origin, null);
      default ->
          new TimeFormat(
              Kind.PATTERN, zone, origin, DateTimeFormatter.ofPattern(name, Locale.ROOT));
    };
  }

  @Override
  public Object read(String cell) {
    String text = cell.strip();
    try {
      return switch (kind) {
        case ISO -> iso(text);
        case EPOCH_SECONDS -> Instant.ofEpochMilli(originMillis + AmountFormat.minorUnits(text, 3));
        case EPOCH_MILLIS -> Instant.ofEpochMilli(originMillis + AmountFormat.minorUnits(text, 0));
        case PATTERN -> pattern(text);
      };
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("must be a time in the format stated");
    }
  }

  /** Returns the offset from UTC that an ISO text states as +hh:mm, in minutes; null else. */
  @Nullable Integer offsetMinutes(String cell) {
    String text = cell.strip();
    int at = text.length() - 6;
    if (kind != Kind.ISO || at < 16 || !(text.charAt(at) == '+' || text.charAt(at) == '-')) {
      return null;
    }
    return ZoneOffset.of(text.substring(at)).getTotalSeconds() / 60;
  }

  /** Reads by position: the JDK's formatter takes more than ten times as long. */
  private Instant iso(String text) {
    LocalDate date = LocalDate.of(digits(text, 0, 4), after(text, 4, '-'), after(text, 7, '-'));
    if (text.length() == 10) {
      return instant(date.toEpochDay() * 86_400, 0, null);
    }
    char separator = text.charAt(10);
    if (separator != 'T' && separator != ' ') {
      throw new DateTimeException("separator");
    }
    int hour = digits(text, 11, 2);
    int minute = after(text, 13, ':');
    int at = 16;
    int second = 0;
    int nanos = 0;
    if (text.length() > at && text.charAt(at) == ':') {
      second = digits(text, 17, 2);
      at = 19;
      if (text.length() > at && text.charAt(at) == '.') {
        int end = at + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
          end++;
        }
        nanos = fraction(text, at + 1, end);
        at = end;
      }
    }
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("time of day");
    }
    long seconds = date.toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
    String rest = text.substring(at);
    return instant(seconds, nanos, rest.isEmpty() ? null : ZoneOffset.of(rest));
  }

  private Instant instant(long localSeconds, int nanos, @Nullable ZoneOffset stated) {
    ZoneOffset offset = stated != null ? stated : fixed;
    if (offset == null) {
      return LocalDateTime.ofEpochSecond(localSeconds, nanos, ZoneOffset.UTC)
          .atZone(zone)
          .toInstant();
    }
    return Instant.ofEpochSecond(localSeconds - offset.getTotalSeconds(), nanos);
  }

  private Instant pattern(String text) {
    if (pattern == null) {
      throw new IllegalStateException("A format by pattern has one");
    }
    TemporalAccessor read = pattern.parse(text);
    if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(read);
    }
    LocalTime time = read.query(TemporalQueries.localTime());
    LocalDateTime local = LocalDate.from(read).atTime(time == null ? LocalTime.MIDNIGHT : time);
    return local.atZone(zone).toInstant();
  }

  private static int after(String text, int position, char expected) {
    if (text.charAt(position) != expected) {
      throw new DateTimeException("separator");
    }
    return digits(text, position + 1, 2);
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("digit");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int fraction(String text, int from, int end) {
    if (from == end) {
      throw new DateTimeException("fraction");
    }
    int kept = Math.min(end - from, 9);
    int value = digits(text, from, kept);
    for (int i = kept; i < 9; i++) {
      value *= 10;
    }
    return value;
  }
}
