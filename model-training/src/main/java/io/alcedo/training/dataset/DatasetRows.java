package io.alcedo.training.dataset;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows of a dataset: labelled vectors, the part that each belongs to, and whether its label is
 * a verdict or came of maturity. Immutable and thread-safe.
 */
public final class DatasetRows {
  private final TrainingSet set;
  private final SplitTimes times;
  private final Split[] splits;
  private final BitSet matured;

  /**
   * Makes the rows of these parts.
   *
   * @param matured the rows without a verdict, genuine since they matured; copied
   */
  public DatasetRows(TrainingSet set, SplitTimes times, BitSet matured) {
    this.set = set;
    this.times = times;
    this.matured = (BitSet) matured.clone();
    this.splits = new Split[set.size()];
    for (int row = 0; row < splits.length; row++) {
      splits[row] = times.of(set.eventTime(row), set.labelKnownAt(row));
    }
  }

  /** Returns all rows. */
  public TrainingSet set() {
    return set;
  }

  /** Returns when validation and test start. */
  public SplitTimes times() {
    return times;
  }

  /** Returns the part that a row belongs to. */
  public Split split(int row) {
    return splits[row];
  }

  /** Tells whether a row's label came of maturity rather than of a verdict. */
  public boolean matured(int row) {
    return matured.get(row);
  }

  /** Returns the rows of a part, in their order. */
  public int[] indices(Split part) {
    int[] rows = new int[splits.length];
    int count = 0;
    for (int row = 0; row < splits.length; row++) {
      if (splits[row] == part) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** Returns the rows of a part as a set of their own. */
  public TrainingSet part(Split part) {
    return set.select(indices(part));
  }

  /** Returns the split on which a model is trained and validated; the test has no part in it. */
  public TimeSplit timeSplit() {
    return new TimeSplit(
        times.validationFrom(),
        indices(Split.TRAIN),
        indices(Split.VALIDATION),
        indices(Split.WAITING).length);
  }
}
