package io.alcedo.features.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The language's durations: a whole number and one of s, m, h, d, w. */
final class DurationSyntax {
  static final String RULE = "a whole number and one of s, m, h, d, w, such as 30m or 7d";

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Pattern LOOSE = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]+)");

  private DurationSyntax() {}

  /** Returns the duration in milliseconds, -1 where the text is none. */
  static long millis(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return -1;
    }
    return Long.parseLong(matcher.group(1)) * unit(matcher.group(2).charAt(0));
  }

  /** Returns the advice for a text that is no duration: what was likely meant, or nothing. */
  static String advice(String text) {
    Matcher matcher = LOOSE.matcher(text);
    if (!matcher.matches()) {
      return "";
    }
    char unit = Character.toLowerCase(matcher.group(2).charAt(0));
    boolean months = matcher.group(2).toLowerCase(java.util.Locale.ROOT).startsWith("mo");
    return unit(unit) == 0 || months ? "" : "; did you mean '" + matcher.group(1) + unit + "'?";
  }

  /** Returns a duration in words, in the largest unit that divides it. */
  static String words(long millis) {
    String[] names = {"day", "hour", "minute", "second"};
    String units = "dhms";
    for (int i = 0; i < names.length; i++) {
      long unit = unit(units.charAt(i));
      if (millis % unit == 0 && millis >= unit) {
        long count = millis / unit;
        return count == 1 ? "1 " + names[i] : count + " " + names[i] + "s";
      }
    }
    return millis + " milliseconds";
  }

  private static long unit(char unit) {
    return switch (unit) {
      case 's' -> 1000L;
      case 'm' -> 60_000L;
      case 'h' -> 3_600_000L;
      case 'd' -> 86_400_000L;
      case 'w' -> 604_800_000L;
      default -> 0;
    };
  }
}
