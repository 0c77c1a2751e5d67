package io.alcedo.retraining.verdict;

import java.util.regex.Pattern;

/**
 * Which codes a rule takes: one code ({@code 10.4}), all that begin alike ({@code 10.*}), or a
 * range of whole numbers with as many digits ({@code 4807..4812}). Immutable.
 *
 * @param first the code, the beginning, or the first code of the range
 * @param last the last code of the range; {@code *} for a beginning; the same as the first for one
 *     code
 */
record CodePattern(String first, String last) {
  static final String RULE =
      "a code such as 10.4, a beginning such as 10.*, or a range such as 4807..4812";

  private static final Pattern WORD = Pattern.compile("[A-Z0-9.]{1,16}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final String ANY = "*";

  /**
   * Returns the pattern that a text states.
   *
   * @throws IllegalArgumentException where it states none
   */
  static CodePattern parse(String text) {
    String plain = Report.plain(text);
    int dots = plain.indexOf("..");
    if (dots >= 0) {
      String first = plain.substring(0, dots);
      String last = plain.substring(dots + 2);
      require(NUMBER.matcher(first).matches() && NUMBER.matcher(last).matches(), text);
      require(first.length() == last.length() && first.compareTo(last) <= 0, text);
      return new CodePattern(first, last);
    }
    boolean beginning = plain.endsWith(ANY);
    String word = beginning ? plain.substring(0, plain.length() - 1) : plain;
    require(WORD.matcher(word).matches(), text);
    return new CodePattern(word, beginning ? ANY : word);
  }

  /** Returns whether a code, in its plain form, is one of these. */
  boolean takes(String code) {
    if (last.equals(ANY)) {
      return code.startsWith(first);
    }
    if (first.equals(last)) {
      return code.equals(first);
    }
    return code.length() == first.length()
        && NUMBER.matcher(code).matches()
        && code.compareTo(first) >= 0
        && code.compareTo(last) <= 0;
  }

  @Override
  public String toString() {
    if (last.equals(ANY)) {
      return first + ANY;
    }
    return first.equals(last) ? first : first + ".." + last;
  }

  private static void require(boolean holds, String text) {
    if (!holds) {
      throw new IllegalArgumentException("it is " + RULE + ": '" + text + "'");
    }
  }
}
