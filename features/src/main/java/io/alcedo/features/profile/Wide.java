package io.alcedo.features.profile;

/**
 * Arithmetic on 128-bit two's complement numbers kept as two longs, just what exact sums of amounts
 * and of their squares need. Stateless.
 */
final class Wide {
  private static final double TWO_64 = 0x1p64;

  private Wide() {}

  /** Returns the carry out of adding {@code addend} to something that became {@code sum}. */
  static long carry(long sum, long addend) {
    return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
  }

  /** Returns the nearest double but for a rounding of the last bit. */
  static double toDouble(long high, long low) {
    if (high == low >> 63) {
      return low;
    }
    double unsigned = (double) (low >>> 1) * 2 + (low & 1);
    return high * TWO_64 + unsigned;
  }

  /**
   * Returns the sum of squared deviations of numbers from their mean. All of it but the last step
   * is exact: with q a whole number near the mean, the sum of (x - q)² is s2 - 2·q·s1 + n·q², which
   * fits 128 bits where its parts may not, and arithmetic modulo 2^128 forgives that.
   *
   * @param count how many numbers
   * @param s1High the upper half of their sum
   * @param s1Low the lower half
   * @param s2High the upper half of the sum of their squares
   * @param s2Low the lower half
   */
  static double squaredDeviations(long count, long s1High, long s1Low, long s2High, long s2Low) {
    long q = (long) Math.rint(toDouble(s1High, s1Low) / count);
    long rest = s1Low - q * count;
    // sum (x - q)² = s2 - q·(2·s1 - n·q) = s2 - q·(s1 + rest)
    long factorLow = s1Low + rest;
    long factorHigh = s1High + (rest >> 63) + carry(factorLow, rest);
    long productLow = q * factorLow;
    long productHigh = Math.multiplyHigh(q, factorLow) + ((factorLow >> 63) & q) + q * factorHigh;
    long low = s2Low - productLow;
    long high = s2High - productHigh - (Long.compareUnsigned(s2Low, productLow) < 0 ? 1 : 0);
    double around = toDouble(high, low);
    return Math.max(0, around - (double) rest * rest / count);
  }
}
