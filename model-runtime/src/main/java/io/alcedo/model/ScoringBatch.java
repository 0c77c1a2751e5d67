package io.alcedo.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Vectors on their way through an {@link InferenceWorker} with the line-up that scores them, and
 * scores and reasons on the way back. Reused. Owned by one thread at a time: the caller's until
 * submitted, the worker's until completed, then the caller's again. While shadows score it, its
 * caller may read what was decided.
 *
 * <p>It keeps references to the vectors, which nobody may change until the batch is cleared. From
 * start to clearing it has a lease on its line-up.
 */
public final class ScoringBatch {
  private final float[][] vectors;
  private final int[] planned;
  private final int[] lanes;
  private final @Nullable Explanation[] explanations;
  private float[] scores;
  private long[] nanos = {};
  private @Nullable Throwable[] failures = {};
  private @Nullable LineUp lineUp;
  private int size;
  private volatile boolean hurried;

  /** An empty batch of at most {@code capacity} rows. */
  public ScoringBatch(int capacity) {
    this.vectors = new float[capacity][];
    this.planned = new int[capacity];
    this.lanes = new int[capacity];
    this.explanations = new Explanation[capacity];
    this.scores = new float[capacity];
  }

  /**
   * Has an empty batch scored by a line-up.
   *
   * @throws IllegalStateException if it was started and not cleared
   */
  public void start(LineUp models) {
    if (lineUp != null) {
      throw new IllegalStateException("A batch is started when it is clear: size=" + size);
    }
    models.lease();
    lineUp = models;
    hurried = false;
    if (scores.length < models.size() * vectors.length) {
      scores = new float[models.size() * vectors.length];
    }
    Arrays.fill(scores, Float.NaN);
    if (nanos.length < models.size()) {
      nanos = new long[models.size()];
      failures = new Throwable[models.size()];
    }
    Arrays.fill(nanos, 0);
    Arrays.fill(failures, null);
  }

  /**
   * Appends a job's vector.
   *
   * @param filled how many of its leading places are filled
   * @param lot the card's own number, from 0 to below 1, which says whether a canary decides
   */
  public void add(float[] vector, int filled, double lot) {
    if (size == vectors.length) {
      throw new IllegalArgumentException("A batch has room: capacity=" + vectors.length);
    }
    vectors[size] = vector;
    planned[size] = filled;
    lanes[size] = lineUp().decider(lot, filled);
    size++;
  }

  /** Forgets the rows and returns the lease on the line-up. */
  public void clear() {
    LineUp models = lineUp;
    Arrays.fill(explanations, 0, size, null);
    Arrays.fill(vectors, 0, size, null);
    size = 0;
    lineUp = null;
    if (models != null) {
      models.giveUp();
    }
  }

  /** The models that score it. */
  public LineUp lineUp() {
    LineUp models = lineUp;
    if (models == null) {
      throw new IllegalStateException("A batch is started before it is used");
    }
    return models;
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /** The most rows. */
  public int capacity() {
    return vectors.length;
  }

  /** The lane of the model that decides on a row; once completed {@link LineUp#NOBODY} if none. */
  public int lane(int row) {
    return lanes[checked(row)];
  }

  /** The deciding score of a row once completed, NaN where no model has scored it. */
  public float score(int row) {
    return lane(row) == LineUp.NOBODY ? Float.NaN : score(row, lane(row));
  }

  /** What the model of a lane says of a row once it has; NaN where it has not. */
  public float score(int row, int lane) {
    return scores[lane * vectors.length + checked(row)];
  }

  /** The reasons of a row once completed; null where its score asks for none. */
  public @Nullable Explanation explanation(int row) {
    return explanations[checked(row)];
  }

  /** Tells shadows that nobody waits for them any more. */
  public void hurry() {
    hurried = true;
  }

  boolean hurried() {
    return hurried;
  }

  float[] vector(int row) {
    return vectors[row];
  }

  /** How many leading places of a row's vector are filled. */
  public int planned(int row) {
    return planned[checked(row)];
  }

  /** How long the calls of a lane's model took; 0 where it was not called or did not answer. */
  public long nanos(int lane) {
    return nanos[lane];
  }

  /** Why a lane's model failed, once completed; null where it did not. */
  public @Nullable Throwable failure(int lane) {
    return failures[lane];
  }

  void took(int lane, long time) {
    nanos[lane] += time;
  }

  void failed(int lane, Throwable failure) {
    failures[lane] = failure;
  }

  void decide(int row, int lane) {
    lanes[row] = lane;
  }

  void score(int row, int lane, float score) {
    scores[lane * vectors.length + row] = score;
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
