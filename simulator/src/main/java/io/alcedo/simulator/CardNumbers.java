package io.alcedo.simulator;

/** Made-up card numbers of 16 digits that pass the check of Luhn (ISO/IEC 7812-1, annex B). */
final class CardNumbers {
  private CardNumbers() {}

  /** Returns the number of this BIN (six digits) and index (below a billion). */
  static String number(String bin, int index) {
    StringBuilder digits = new StringBuilder(16).append(bin);
    String account = Integer.toString(index);
    for (int i = account.length(); i < 9; i++) {
      digits.append('0');
    }
    digits.append(account);
    return digits.append(checkDigit(digits)).toString();
  }

  private static char checkDigit(CharSequence digits) {
    int sum = 0;
    boolean twice = true;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      if (twice) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      twice = !twice;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
