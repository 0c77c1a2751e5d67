package io.alcedo.training.monitor;

/**
 * The bins that any feature's values fall into: sixteen to each doubling, by the leading bits of
 * the number itself, for both signs, and one for zero. They need no look at the data first, so that
 * counts of different hours, subtasks and weeks can be added. A bin is 3 to 6 % wide; whole numbers
 * to 32 have bins of their own. Sizes below 2<sup>−20</sup> count as zero, those from
 * 2<sup>40</sup> as the largest. Stateless.
 */
final class ValueBins {
  private static final int LEADING_BITS = 4;
  private static final int SHIFT = 23 - LEADING_BITS;
  private static final int SMALLEST = Float.floatToRawIntBits(0x1p-20f) >> SHIFT;
  private static final int LARGEST = (Float.floatToRawIntBits(0x1p40f) >> SHIFT) - 1;

  /** The bin of zero, in the middle. */
  static final int ZERO = LARGEST - SMALLEST + 1;

  /** How many bins there are. */
  static final int COUNT = 2 * ZERO + 1;

  private ValueBins() {}

  /** Returns the bin of a value that is not NaN; larger values have larger bins. */
  static int of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int size = Math.min((bits & Integer.MAX_VALUE) >> SHIFT, LARGEST);
    if (size < SMALLEST) {
      return ZERO;
    }
    int place = size - SMALLEST + 1;
    return bits < 0 ? ZERO - place : ZERO + place;
  }

  /** Returns the value in the middle of a bin. */
  static double middle(int bin) {
    int place = Math.abs(bin - ZERO);
    if (place == 0) {
      return 0;
    }
    int bits = place + SMALLEST - 1;
    double size = (lower(bits) + lower(bits + 1)) / 2;
    return bin < ZERO ? -size : size;
  }

  private static double lower(int leadingBits) {
    return Float.intBitsToFloat(leadingBits << SHIFT);
  }
}
