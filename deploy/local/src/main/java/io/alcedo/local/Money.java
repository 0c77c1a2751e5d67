package io.alcedo.local;

import java.math.BigDecimal;
import java.util.Currency;

/** Writes amounts as people do. Stateless. */
public final class Money {
  private static final int USUAL_DIGITS = 2;

  private Money() {}

  /**
   * Returns an amount in its currency's major unit, such as {@code 12.50 EUR} or {@code 1250 JPY}.
   *
   * @param minor the amount in the currency's minor units
   * @param currency an ISO 4217 code; one that this JVM does not know is taken to have two digits
   */
  public static String text(long minor, String currency) {
    return BigDecimal.valueOf(minor, digits(currency)).toPlainString() + " " + currency;
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return USUAL_DIGITS;
    }
  }
}
