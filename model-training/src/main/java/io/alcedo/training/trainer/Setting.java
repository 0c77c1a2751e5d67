package io.alcedo.training.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One setting of a trainer: its name, its default, the rule that its values keep, and what it does.
 * A trainer declares its settings as constants, of which help, documentation and reading are made:
 *
 * <pre>{@code
 * static final Setting<Double> L2 =
 *     Setting.number("l2", 1, Bounds.from(0), "the penalty on squared coefficients");
 * }</pre>
 *
 * @param <T> what its text is read to
 */
public final class Setting<T> {
  private final String name;
  private final T standard;
  private final String rule;
  private final String meaning;
  private final Function<String, Optional<T>> reading;
  private final Function<T, String> writing;

  private Setting(
      String name,
      T standard,
      String rule,
      String meaning,
      Function<String, Optional<T>> reading,
      Function<T, String> writing) {
    this.name = name;
    this.standard = standard;
    this.rule = rule;
    this.meaning = meaning;
    this.reading = reading;
    this.writing = writing;
    if (!standard.equals(reading.apply(writing.apply(standard)).orElse(null))) {
      throw new IllegalArgumentException("A default keeps its own rule: " + broken(defaultText()));
    }
  }

  /** Returns a setting of a whole number within bounds, both of them included. */
  public static Setting<Integer> integer(
      String name, int standard, int least, int most, String meaning) {
    return new Setting<>(
        name,
        standard,
        "a whole number, " + least + " to " + most,
        meaning,
        text -> whole(text, least, most).map(Long::intValue),
        value -> Integer.toString(value));
  }

  /** Returns a setting of a large whole number within bounds, both of them included. */
  public static Setting<Long> longInteger(
      String name, long standard, long least, long most, String meaning) {
    return new Setting<>(
        name,
        standard,
        "a whole number, " + least + " to " + most,
        meaning,
        text -> whole(text, least, most),
        value -> Long.toString(value));
  }

  /** Returns a setting of a number within bounds. */
  public static Setting<Double> number(
      String name, double standard, Bounds bounds, String meaning) {
    return new Setting<>(
        name,
        standard,
        "a number, " + bounds.words(),
        meaning,
        text -> number(text).filter(bounds::hold),
        Bounds::plain);
  }

  /**
   * Returns a setting of a number within bounds, or of a word.
   *
   * @param word what can be said instead of a number
   * @param value what the word is read to, out of the bounds
   */
  public static Setting<Double> numberOrWord(
      String name, double standard, Bounds bounds, String word, double value, String meaning) {
    return new Setting<>(
        name,
        standard,
        "a number, " + bounds.words() + ", or '" + word + "'",
        meaning,
        text -> text.equals(word) ? Optional.of(value) : number(text).filter(bounds::hold),
        number -> number == value ? word : Bounds.plain(number));
  }

  /** Returns a setting that is on or off. */
  public static Setting<Boolean> flag(String name, boolean standard, String meaning) {
    return new Setting<>(
        name,
        standard,
        "true or false",
        meaning,
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        value -> Boolean.toString(value));
  }

  /** Returns a setting of a list of whole numbers within bounds; the empty text is no number. */
  public static Setting<List<Integer>> integers(
      String name, List<Integer> standard, int least, int most, int mostNumbers, String meaning) {
    return new Setting<>(
        name,
        List.copyOf(standard),
        "at most "
            + mostNumbers
            + " whole numbers with commas between, each "
            + least
            + " to "
            + most,
        meaning,
        text -> integers(text, least, most).filter(list -> list.size() <= mostNumbers),
        list -> list.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** Returns a setting that is one constant of an enum, by its name in lower case. */
  public static <E extends Enum<E>> Setting<E> choice(String name, E standard, String meaning) {
    E[] constants = standard.getDeclaringClass().getEnumConstants();
    return new Setting<>(
        name,
        standard,
        "one of " + Stream.of(constants).map(Setting::word).collect(Collectors.joining(", ")),
        meaning,
        text -> Stream.of(constants).filter(constant -> word(constant).equals(text)).findFirst(),
        Setting::word);
  }

  /** Returns the name by which the setting is given. */
  public String name() {
    return name;
  }

  /** Returns what it is where it is not given, as text. */
  public String defaultText() {
    return writing.apply(standard);
  }

  /** Returns the rule that its values keep, such as {@code a whole number, 1 to 10}. */
  public String rule() {
    return rule;
  }

  /** Returns what it does, in a line without a full stop. */
  public String meaning() {
    return meaning;
  }

  /** Returns a value as text; reading that gives the value again. */
  public String text(T value) {
    return writing.apply(value);
  }

  /**
   * Checks a value that did not come of text.
   *
   * @throws IllegalArgumentException where it breaks the rule
   */
  public void check(T value) {
    if (read(text(value)).isEmpty()) {
      throw new IllegalArgumentException(broken(text(value)));
    }
  }

  /** Returns the value of a text; empty where the text breaks the rule. */
  Optional<T> read(String text) {
    return reading.apply(text.strip());
  }

  /** Returns the text, as this setting itself would write it, of one that keeps the rule. */
  String canonical(String text) {
    return read(text).map(writing).orElseThrow();
  }

  /** Returns the message for a text that breaks the rule. */
  String broken(String text) {
    return name + " is " + rule + ": " + name + "=" + text;
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> whole(String text, long least, long most) {
    try {
      return Optional.of(Long.parseLong(text)).filter(value -> value >= least && value <= most);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<Integer>> integers(String text, int least, int most) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      Optional<Long> number = whole(part.strip(), least, most);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers.add(number.get().intValue());
    }
    return Optional.of(List.copyOf(numbers));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
