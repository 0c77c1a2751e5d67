package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;

/**
 * Recognises card numbers (PANs, ISO/IEC 7812): on their own, and inside texts that must not hold
 * any.
 *
 * <p>A text holds a card number where a run of 13 to 19 digits, written together or in groups with
 * one space, hyphen, dot, slash or underscore between them, passes the Luhn check and begins as the
 * cards of a scheme of that length do. The prefix matters: of random digits every tenth run passes
 * the Luhn check, but ids made of a date, of milliseconds or of a counter begin with 0, 1 or 20 and
 * so never look like a card. Two shapes of ids are passed over although digits may meet in them:
 * UUIDs, and hexadecimal words of 24 characters or more with a letter among them. Stateless.
 */
final class CardNumbers {
  static final int LEAST_DIGITS = 12;
  static final int MOST_DIGITS = 19;
  static final int LEAST_DIGITS_IN_TEXT = 13;

  private static final int LEAST_HEX_ID = 24;

  private CardNumbers() {}

  /** Returns whether the digits, ASCII and nothing else, pass the Luhn check. */
  static boolean luhn(byte[] digits, int from, int to) {
    int sum = 0;
    boolean twice = false;
    for (int i = to - 1; i >= from; i--) {
      int digit = digits[i] - '0';
      if (twice) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  /**
   * Copies the digits of a card number written with or without spaces and hyphens.
   *
   * @return how many digits there are, or -1 where there is another character or no room for all
   */
  static int digits(byte[] text, int from, int to, byte[] digits) {
    int count = 0;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c >= '0' && c <= '9') {
        if (count == digits.length) {
          return -1;
        }
        digits[count++] = c;
      } else if (c != ' ' && c != '-') {
        return -1;
      }
    }
    return count;
  }

  /** Returns the card as its token is made of it: digits alone where it is a number of a card. */
  static String normalised(String card) {
    byte[] text = card.getBytes(StandardCharsets.UTF_8);
    int from = Identifier.trimStart(text, 0, text.length);
    int to = Identifier.trimEnd(text, from, text.length);
    byte[] digits = new byte[MOST_DIGITS];
    int count = digits(text, from, to, digits);
    return count >= LEAST_DIGITS
        ? new String(digits, 0, count, StandardCharsets.ISO_8859_1)
        : new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /** Returns whether a whole number, written in decimal, looks like a card number. */
  static boolean looksLike(long value) {
    if (value < 1_000_000_000_000L) {
      return false;
    }
    byte[] digits = new byte[MOST_DIGITS];
    int from = MOST_DIGITS;
    for (long rest = value; rest != 0; rest /= 10) {
      digits[--from] = (byte) ('0' + rest % 10);
    }
    return looksLike(digits, from, MOST_DIGITS);
  }

  /** Returns whether a text holds something that looks like a card number. */
  static boolean in(String text) {
    int seen = 0;
    for (int i = 0; i < text.length(); i++) {
      if (digit(text.charAt(i)) >= 0) {
        seen++;
      }
    }
    return seen >= LEAST_DIGITS_IN_TEXT && !isUuid(text) && search(text);
  }

  private static boolean search(String text) {
    byte[] digits = new byte[MOST_DIGITS];
    int at = 0;
    while (at < text.length()) {
      if (digit(text.charAt(at)) < 0) {
        at++;
        continue;
      }
      int end = groupEnd(text, at);
      if (searchFrom(text, at, digits)) {
        return true;
      }
      at = end;
    }
    return false;
  }

  /** Looks at the runs that begin with the group of digits at {@code from}. */
  private static boolean searchFrom(String text, int from, byte[] digits) {
    int count = 0;
    int at = from;
    while (true) {
      int end = groupEnd(text, at);
      if (count + end - at > MOST_DIGITS) {
        return false;
      }
      for (; at < end; at++) {
        digits[count++] = (byte) ('0' + digit(text.charAt(at)));
      }
      if (count >= LEAST_DIGITS_IN_TEXT && looksLike(digits, 0, count)) {
        boolean together = at - from == count;
        return !together || !inHexId(text, from, at);
      }
      if (at + 1 >= text.length()
          || !isSeparator(text.charAt(at))
          || digit(text.charAt(at + 1)) < 0) {
        return false;
      }
      at++;
    }
  }

  private static int groupEnd(String text, int from) {
    int end = from;
    while (end < text.length() && digit(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == '_' || c == '\u00a0';
  }

  /** Returns the value of a digit of any script, or -1. */
  private static int digit(char c) {
    if (c < 0x80) {
      return c >= '0' && c <= '9' ? c - '0' : -1;
    }
    return Character.digit(c, 10);
  }

  private static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? text.charAt(i) != '-' : !isHex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean inHexId(String text, int from, int end) {
    int first = from;
    while (first > 0 && isHex(text.charAt(first - 1))) {
      first--;
    }
    int last = end;
    while (last < text.length() && isHex(text.charAt(last))) {
      last++;
    }
    boolean word =
        (first == 0 || !Character.isLetterOrDigit(text.charAt(first - 1)))
            && (last == text.length() || !Character.isLetterOrDigit(text.charAt(last)));
    return word && last - first >= LEAST_HEX_ID && last - first > end - from;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean looksLike(byte[] digits, int from, int to) {
    return isIssued(digits, from, to - from) && luhn(digits, from, to);
  }

  /** Whether a scheme issues cards of this length that begin so. */
  private static boolean isIssued(byte[] digits, int from, int length) {
    int two = (digits[from] - '0') * 10 + digits[from + 1] - '0';
    int four = two * 100 + (digits[from + 2] - '0') * 10 + digits[from + 3] - '0';
    return switch (two / 10) {
      case 2 ->
          (four >= 2221 && four <= 2720 && length == 16)
              || (four >= 2200 && four <= 2204 && length >= 16);
      case 3 -> isIssuedFrom3(two, four, length);
      case 4 -> length == 13 || length == 16 || length == 19;
      case 5 -> two >= 51 && two <= 55 ? length == 16 : two != 59;
      case 6 -> true;
      case 8 -> (two == 81 || two == 82) && length >= 16;
      default -> false;
    };
  }

  private static boolean isIssuedFrom3(int two, int four, int length) {
    return switch (two) {
      case 34, 37 -> length == 15;
      case 35 -> four >= 3528 && four <= 3589 && length >= 16;
      case 30, 36, 38, 39 -> length >= 14;
      default -> false;
    };
  }
}
