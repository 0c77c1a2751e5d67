package io.alcedo.schema.csv;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: a number and s, m, h, d or w, or ISO 8601. Stateless. */
final class DurationText {
  private DurationText() {}

  /** Returns the duration that a text states, or null where it states none. */
  static @Nullable Duration parse(String text) {
    String trimmed = text.strip();
    try {
      if (trimmed.matches("[0-9]{1,9}[smhdw]")) {
        long number = Long.parseLong(trimmed.substring(0, trimmed.length() - 1));
        return switch (trimmed.charAt(trimmed.length() - 1)) {
          case 's' -> Duration.ofSeconds(number);
          case 'm' -> Duration.ofMinutes(number);
          case 'h' -> Duration.ofHours(number);
          case 'd' -> Duration.ofDays(number);
          default -> Duration.ofDays(7 * number);
        };
      }
      Duration duration = Duration.parse(trimmed.toUpperCase(Locale.ROOT));
      return duration.isNegative() ? null : duration;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
