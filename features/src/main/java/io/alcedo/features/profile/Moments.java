package io.alcedo.features.profile;

/**
 * What is known of the events between a window's end and the edge that a scan has reached: count,
 * exact sum and sum of squares in 128 bits, extremes, frauds. Mutable scratch of one scan; reused.
 */
final class Moments {
  long count;
  long sumHigh;
  long sumLow;
  long squareHigh;
  long squareLow;
  long least;
  long most;
  long frauds;
  long rated;

  void clear() {
    count = 0;
    sumHigh = 0;
    sumLow = 0;
    squareHigh = 0;
    squareLow = 0;
    least = Long.MAX_VALUE;
    most = Long.MIN_VALUE;
    frauds = 0;
    rated = 0;
  }

  /** Makes this what two others are together. */
  void set(Moments one, Moments other) {
    count = one.count + other.count;
    sumHigh = one.sumHigh;
    sumLow = one.sumLow;
    addSum(other.sumHigh, other.sumLow);
    squareHigh = one.squareHigh;
    squareLow = one.squareLow;
    addSquares(other.squareHigh, other.squareLow);
    least = Math.min(one.least, other.least);
    most = Math.max(one.most, other.most);
    frauds = one.frauds + other.frauds;
    rated = one.rated + other.rated;
  }

  /** Makes this what another one is with one event more. */
  void set(Moments past, long amount, long flags) {
    count = past.count + 1;
    sumHigh = past.sumHigh;
    sumLow = past.sumLow;
    addSum(amount >> 63, amount);
    squareHigh = past.squareHigh;
    squareLow = past.squareLow;
    addSquares(Math.multiplyHigh(amount, amount), amount * amount);
    least = Math.min(past.least, amount);
    most = Math.max(past.most, amount);
    frauds = past.frauds + (EventFlags.isFraud(flags) ? 1 : 0);
    rated = past.rated + (EventFlags.isRated(flags) ? 1 : 0);
  }

  /** Adds a bucket's cell that starts at the index. */
  void add(long[] cells, int at, int squares, int range) {
    long events = cells[at + CellColumns.COUNT];
    if (events == 0) {
      return;
    }
    count += events;
    frauds += cells[at + CellColumns.FRAUDS];
    rated += cells[at + CellColumns.RATED];
    addSum(cells[at + CellColumns.SUM_HIGH], cells[at + CellColumns.SUM_LOW]);
    if (squares >= 0) {
      addSquares(cells[at + squares], cells[at + squares + 1]);
    }
    if (range >= 0) {
      least = Math.min(least, cells[at + range]);
      most = Math.max(most, cells[at + range + 1]);
    }
  }

  void addSum(long high, long low) {
    sumLow += low;
    sumHigh += high + Wide.carry(sumLow, low);
  }

  void addSquares(long high, long low) {
    squareLow += low;
    squareHigh += high + Wide.carry(squareLow, low);
  }

  double sum() {
    return Wide.toDouble(sumHigh, sumLow);
  }

  /**
   * Returns how far an amount lies above the mean; the difference is exact before it is divided.
   */
  double above(long amount) {
    long low = amount * count - sumLow;
    long borrow = Long.compareUnsigned(amount * count, sumLow) < 0 ? 1 : 0;
    long high = Math.multiplyHigh(amount, count) - sumHigh - borrow;
    return Wide.toDouble(high, low) / count;
  }

  /** Returns the sample standard deviation in minor units, NaN for fewer than two events. */
  double deviation() {
    if (count < 2) {
      return Double.NaN;
    }
    double squared = Wide.squaredDeviations(count, sumHigh, sumLow, squareHigh, squareLow);
    return Math.sqrt(squared / (count - 1));
  }
}
