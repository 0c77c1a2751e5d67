package io.alcedo.model;

import java.util.stream.IntStream;

/**
 * The row counts at which a session is called. On the CPU, where a padded row costs as much as a
 * real one, every count up to 32 and then multiples of 32: a batch is cut into those that fit, and
 * none is padded. On CUDA powers of two, padded: each new shape takes memory there, each call much
 * time, and a padded row next to nothing.
 */
final class BatchSizes {
  private static final int EXACT = 32;

  private final int most;
  private final int[] next;
  private final int[] all;

  BatchSizes(int most, boolean cuda) {
    this.most = most;
    this.next = new int[most + 1];
    for (int rows = 1; rows <= most; rows++) {
      next[rows] = cuda ? Math.min(most, powerOfTwo(rows)) : rows < EXACT ? rows : rows & -EXACT;
    }
    this.all = IntStream.range(1, most + 1).map(rows -> next[rows]).distinct().toArray();
  }

  private static int powerOfTwo(int rows) {
    return rows == 1 ? 1 : Integer.highestOneBit(rows - 1) << 1;
  }

  /** The most rows of one call. */
  int most() {
    return most;
  }

  /** The size to call with when so many rows, at least one, are left. */
  int next(int left) {
    return next[Math.min(most, left)];
  }

  /** Every size, ascending. */
  int[] all() {
    return all;
  }
}
