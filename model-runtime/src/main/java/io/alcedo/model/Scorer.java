package io.alcedo.model;

/** What turns rows of features into probabilities: {@link OnnxModel}, or a fake in a test. */
public interface Scorer {
  /** The number of values a row. */
  int features();

  /**
   * Scores the first {@code count} rows.
   *
   * @param rows row-major, {@link #features} values a row, NaN for unknown; not changed
   * @param scores takes a probability of fraud for each row
   * @throws ScoringException if any row has no valid score; then no score may be used
   */
  void score(float[] rows, int count, float[] scores) throws ScoringException;
}
