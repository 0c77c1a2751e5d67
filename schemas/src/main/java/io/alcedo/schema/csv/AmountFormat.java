package io.alcedo.schema.csv;

/**
 * Amounts of money in decimal notation, read exactly into minor units.
 *
 * @param digits how many decimals are read: those of the currency where the text is in units, 0
 *     where it is in minor units
 */
record AmountFormat(int digits) implements CellFormat {
  static final int MOST_DIGITS = 6;

  private static final int MOST_LENGTH = 18;

  @Override
  public Object read(String text) {
    return minorUnits(text.strip(), digits);
  }

  /**
   * Returns a decimal number times a power of ten, without a detour by floating point. Further
   * decimals, such as those of 183.70000000000002, are rounded half up.
   */
  static long minorUnits(String text, int digits) {
    int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int point = text.indexOf('.');
    int whole = point < 0 ? text.length() : point;
    int end = point < 0 ? whole : Math.min(text.length(), whole + 1 + digits);
    if (whole - start + digits > MOST_LENGTH) {
      throw new IllegalArgumentException("must have at most " + (MOST_LENGTH - digits) + " digits");
    }
    if (text.length() - start - (point < 0 ? 0 : 1) < 1) {
      throw new IllegalArgumentException("must be an amount such as 12.34");
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      value = i == point ? value : value * 10 + digit(text, i);
    }
    for (int decimals = Math.max(end - whole - 1, 0); decimals < digits; decimals++) {
      value *= 10;
    }
    for (int i = Math.max(end, whole + 1); i < text.length(); i++) {
      int dropped = digit(text, i);
      value += i == Math.max(end, whole + 1) && dropped >= 5 ? 1 : 0;
    }
    return text.charAt(0) == '-' ? -value : value;
  }

  private static int digit(String text, int index) {
    int digit = text.charAt(index) - '0';
    if (digit < 0 || digit > 9) {
      throw new IllegalArgumentException("must be an amount such as 12.34");
    }
    return digit;
  }
}
