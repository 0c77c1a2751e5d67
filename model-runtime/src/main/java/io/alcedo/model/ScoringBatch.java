package io.alcedo.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way through an {@link InferenceWorker} and their scores and reasons on the way
 * back. Reused; owned by one thread at a time: the caller's until submitted, the worker's until
 * completed, then the caller's again.
 */
public final class ScoringBatch {
  private final int features;
  private final float[] rows;
  private final float[] scores;
  private final @Nullable Explanation[] explanations;
  private int size;

  /** An empty batch of at most {@code capacity} rows of so many features. */
  public ScoringBatch(int features, int capacity) {
    this.features = features;
    this.rows = new float[Math.multiplyExact(features, capacity)];
    this.scores = new float[capacity];
    this.explanations = new Explanation[capacity];
  }

  /** Appends the features that a model needs of a job's vector. */
  public void add(float[] vector, FeatureBinding binding) {
    if (binding.size() != features || size == scores.length) {
      throw new IllegalArgumentException(
          "A batch takes "
              + scores.length
              + " rows of "
              + features
              + " features: size="
              + size
              + ", features="
              + binding.size());
    }
    binding.gather(vector, rows, size * features);
    size++;
  }

  /** Forgets the rows. */
  public void clear() {
    Arrays.fill(explanations, 0, size, null);
    size = 0;
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /** The most rows. */
  public int capacity() {
    return scores.length;
  }

  /** The number of values a row. */
  public int features() {
    return features;
  }

  /** The score of a row once completed. */
  public float score(int row) {
    return scores[checked(row)];
  }

  /** The reasons of a row once completed; null where its score asks for none. */
  public @Nullable Explanation explanation(int row) {
    return explanations[checked(row)];
  }

  float[] rows() {
    return rows;
  }

  float[] scores() {
    return scores;
  }

  void explain(int row, Explanation explanation) {
    explanations[row] = explanation;
  }

  private int checked(int row) {
    if (row >= size) {
      throw new IndexOutOfBoundsException("A row is below the size: row=" + row + ", size=" + size);
    }
    return row;
  }
}
