package io.alcedo.model;

/**
 * How a model computes: threads inside one call, and the most rows that it hands to the runtime at
 * once (larger batches are sliced; 32 suits tree ensembles, whose loop is four to five times slower
 * a row from 64 rows on).
 */
public record ModelOptions(int threads, int sliceRows) {

  /** One thread, 32 rows. */
  public static final ModelOptions DEFAULT = new ModelOptions(1, 32);

  /** Checks the ranges. */
  public ModelOptions {
    if (threads < 1 || threads > 1024 || sliceRows < 1 || sliceRows > 65_536) {
      throw new IllegalArgumentException(
          "A model has 1 to 1024 threads and slices of 1 to 65536 rows: threads="
              + threads
              + ", sliceRows="
              + sliceRows);
    }
  }

  /** The same with so many threads. */
  public ModelOptions withThreads(int count) {
    return new ModelOptions(count, sliceRows);
  }

  /** The same with slices of so many rows. */
  public ModelOptions withSliceRows(int rows) {
    return new ModelOptions(threads, rows);
  }
}
