package io.alcedo.local;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations as people write them: {@code 500ms}, {@code 90s}, {@code 2m}, {@code 7d}, {@code
 * PT2M}.
 */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String lower = text.trim().toLowerCase(Locale.ROOT);
    try {
      if (lower.startsWith("p")) {
        return Duration.parse(text);
      }
      String number = lower.replaceFirst("[a-z]+$", "");
      long value = Long.parseLong(number);
      return switch (lower.substring(number.length())) {
        case "ms" -> Duration.ofMillis(value);
        case "s" -> Duration.ofSeconds(value);
        case "m", "min" -> Duration.ofMinutes(value);
        case "h" -> Duration.ofHours(value);
        case "d" -> Duration.ofDays(value);
        default -> throw new TypeConversionException(rule(text));
      };
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new TypeConversionException(rule(text));
    }
  }

  private static String rule(String text) {
    return "A duration is a number with ms, s, m, h or d, such as 60s: value=" + text;
  }
}
