package io.alcedo.operations.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes a value. A parser throws {@link IllegalArgumentException} with
 * the rule that the text breaks. Immutable and thread-safe.
 *
 * @param <T> the value's type
 */
final class SettingType<T> {
  static final SettingType<String> TEXT = new SettingType<>("text", SettingType::text);
  static final SettingType<String> PATH = new SettingType<>("path", SettingType::text);
  static final SettingType<Boolean> FLAG = new SettingType<>("true or false", SettingType::flag);
  static final SettingType<Integer> INTEGER =
      new SettingType<>("whole number", text -> Math.toIntExact(whole(text)));
  static final SettingType<Long> LONG = new SettingType<>("whole number", SettingType::whole);
  static final SettingType<Double> REAL = new SettingType<>("number", SettingType::real);
  static final SettingType<Duration> DURATION =
      new SettingType<>("duration", SettingType::duration);
  static final SettingType<Integer> SIZE = new SettingType<>("size", SettingType::size);
  static final SettingType<PortRange> PORTS = new SettingType<>("port range", PortRange::parse);
  static final SettingType<List<String>> LIST = new SettingType<>("list", SettingType::list);

  /** A map is written as a section of its own; {@link SettingValues} gathers its entries. */
  static final SettingType<Map<String, String>> MAP =
      new SettingType<>(
          "map",
          text -> {
            if (!text.isEmpty()) {
              throw new IllegalArgumentException("a map is a section of names and values");
            }
            return Map.of();
          });

  private static final Pattern QUANTITY = Pattern.compile("(\\d+)\\s*([A-Za-z]+)");

  private final String name;
  private final Function<String, T> parser;

  private SettingType(String name, Function<String, T> parser) {
    this.name = name;
    this.parser = parser;
  }

  /** Returns the type of an enum's constants, written in lower case with hyphens. */
  static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants()).map(SettingType::word).collect(Collectors.toList());
    return new SettingType<>(
        "one of " + String.join(", ", words), text -> constant(type, words, text));
  }

  /** Returns the word for an enum's constant. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what the reference page calls this type. */
  String name() {
    return name;
  }

  /**
   * Returns the value of a text.
   *
   * @throws IllegalArgumentException where the text is no value of this type; the message is the
   *     rule
   */
  T parse(String text) {
    return parser.apply(text.strip());
  }

  private static <E extends Enum<E>> E constant(Class<E> type, List<String> words, String text) {
    int index = words.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (index < 0) {
      throw new IllegalArgumentException(
          "it is one of "
              + String.join(", ", words)
              + NearestWord.of(text, words).map(word -> "; nearest: " + word).orElse(""));
    }
    return type.getEnumConstants()[index];
  }

  private static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a text is not empty");
    }
    return text;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it is true or false");
    };
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it is a whole number", e);
    }
  }

  private static double real(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it is a number", e);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("it is a finite number");
    }
    return value;
  }

  private static Duration duration(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (matcher.matches()) {
      long amount = whole(matcher.group(1));
      switch (matcher.group(2)) {
        case "ms":
          return Duration.ofMillis(amount);
        case "s":
          return Duration.ofSeconds(amount);
        case "m":
          return Duration.ofMinutes(amount);
        case "h":
          return Duration.ofHours(amount);
        case "d":
          return Duration.ofDays(amount);
        default:
          break;
      }
    }
    throw new IllegalArgumentException("a duration is a whole number and ms, s, m, h or d");
  }

  private static int size(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    long unit =
        !matcher.matches()
            ? 0
            : switch (matcher.group(2)) {
              case "B" -> 1L;
              case "KiB" -> 1L << 10;
              case "MiB" -> 1L << 20;
              case "GiB" -> 1L << 30;
              default -> 0L;
            };
    if (unit == 0) {
      throw new IllegalArgumentException("a size is a whole number and B, KiB, MiB or GiB");
    }
    try {
      return Math.toIntExact(Math.multiplyExact(whole(matcher.group(1)), unit));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a size is below 2GiB", e);
    }
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .collect(Collectors.toUnmodifiableList());
  }
}
