package io.alcedo.model;

import java.util.Arrays;

/**
 * The row counts at which a session is called. On the CPU every count up to 32 is one of its own,
 * since a padded row costs as much as a real one; above, multiples of 32. On CUDA powers of two:
 * each new shape takes memory there and a padded row costs next to nothing.
 */
final class BatchSizes {
  private static final int EXACT = 32;

  private final int most;
  private final int[] atLeast;
  private final int[] all;

  BatchSizes(int most, boolean cuda) {
    this.most = most;
    this.atLeast = new int[most + 1];
    for (int rows = 1; rows <= most; rows++) {
      int padded = cuda ? powerOfTwo(rows) : rows <= EXACT ? rows : (rows + EXACT - 1) & -EXACT;
      atLeast[rows] = Math.min(most, padded);
    }
    this.all = Arrays.stream(atLeast, 1, most + 1).distinct().toArray();
  }

  private static int powerOfTwo(int rows) {
    return rows == 1 ? 1 : Integer.highestOneBit(rows - 1) << 1;
  }

  /** The most rows of one call. */
  int most() {
    return most;
  }

  /** The smallest size that holds so many rows. */
  int atLeast(int rows) {
    return atLeast[rows];
  }

  /** Every size, ascending. */
  int[] all() {
    return all;
  }
}
