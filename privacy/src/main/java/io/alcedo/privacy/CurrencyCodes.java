package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Currency;

/** The alphabetic codes of ISO 4217 that the platform knows. Stateless. */
final class CurrencyCodes {
  private static final int LENGTH = 3;
  private static final int LETTERS = 26;
  private static final BitSet KNOWN = new BitSet(LETTERS * LETTERS * LETTERS);

  static {
    for (Currency currency : Currency.getAvailableCurrencies()) {
      byte[] code = currency.getCurrencyCode().getBytes(StandardCharsets.US_ASCII);
      KNOWN.set(number(code, 0));
    }
  }

  private CurrencyCodes() {}

  /** Returns whether a part of an array is a code, in capitals. */
  static boolean has(byte[] text, int from, int to) {
    if (to - from != LENGTH) {
      return false;
    }
    int number = number(text, from);
    return number >= 0 && KNOWN.get(number);
  }

  /** Returns the number of three capital letters, negative where they are none. */
  private static int number(byte[] text, int from) {
    int number = 0;
    for (int i = from; i < from + LENGTH; i++) {
      int letter = text[i] - 'A';
      if (letter < 0 || letter >= LETTERS) {
        return -1;
      }
      number = number * LETTERS + letter;
    }
    return number;
  }
}
