package io.alcedo.training.trainer;

import java.math.BigDecimal;

/**
 * Where a number lies: from a least value, itself in or out, up to a greatest one, itself in or
 * out. NaN and infinite values never lie within.
 *
 * @param least the lower end
 * @param leastIn whether the lower end itself is within
 * @param most the upper end, infinite where there is none
 * @param mostIn whether the upper end itself is within
 */
public record Bounds(double least, boolean leastIn, double most, boolean mostIn) {

  /** Checks the order. */
  public Bounds {
    if (!(least < most)) {
      throw new IllegalArgumentException(
          "Bounds have their least before their most: least=" + least + ", most=" + most);
    }
  }

  /** Returns the bounds of this value and all greater ones. */
  public static Bounds from(double least) {
    return new Bounds(least, true, Double.POSITIVE_INFINITY, false);
  }

  /** Returns the bounds of all values greater than this one. */
  public static Bounds above(double least) {
    return new Bounds(least, false, Double.POSITIVE_INFINITY, false);
  }

  /** Returns these bounds up to a value that is within. */
  public Bounds to(double newMost) {
    return new Bounds(least, leastIn, newMost, true);
  }

  /** Returns these bounds up to a value that is no longer within. */
  public Bounds below(double newMost) {
    return new Bounds(least, leastIn, newMost, false);
  }

  /** Tells whether a value lies within. */
  public boolean hold(double value) {
    return Double.isFinite(value)
        && (leastIn ? value >= least : value > least)
        && (mostIn ? value <= most : value < most);
  }

  /** Returns the bounds in words: {@code above 0, to 1}. */
  public String words() {
    if (most == Double.POSITIVE_INFINITY) {
      return leastIn ? plain(least) + " or more" : "above " + plain(least);
    }
    if (mostIn) {
      return leastIn
          ? plain(least) + " to " + plain(most)
          : "above " + plain(least) + ", to " + plain(most);
    }
    return leastIn
        ? plain(least) + " or more, below " + plain(most)
        : "between " + plain(least) + " and " + plain(most);
  }

  /** Returns a number as a person writes it: 1, 0.0001, but 1.0E-9. */
  static String plain(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-6 && size < 1e15)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
