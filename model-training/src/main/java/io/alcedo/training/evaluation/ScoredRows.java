package io.alcedo.training.evaluation;

import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingSet;
import java.util.Arrays;

/**
 * Rows with the score that a model gave each, and what judging it needs: label, weight, event time
 * and {@link RowFacts}. Column by column in arrays of primitives, 25 bytes a row beside the facts.
 * Immutable and thread-safe.
 */
public final class ScoredRows {
  private final float[] scores;
  private final byte[] labels;
  private final float[] weights;
  private final long[] eventTimes;
  private final RowFacts[] facts;
  private final long[] amounts;

  private ScoredRows(
      float[] scores,
      byte[] labels,
      float[] weights,
      long[] eventTimes,
      RowFacts[] facts,
      long[] amounts) {
    this.scores = scores;
    this.labels = labels;
    this.weights = weights;
    this.eventTimes = eventTimes;
    this.facts = facts;
    this.amounts = amounts;
  }

  /**
   * Returns the rows of a set with their scores.
   *
   * @param scores probabilities of fraud, 0 to 1, in the set's order
   * @throws IllegalArgumentException where there is no row, or a score is outside 0 to 1
   */
  public static ScoredRows of(float[] scores, TrainingSet set) {
    requireSameSize(scores.length, set.size(), "rows");
    Builder builder = new Builder(set.size());
    for (int row = 0; row < scores.length; row++) {
      builder.add(scores[row], set.fraud(row), set.weight(row), set.eventTime(row), set.facts(row));
    }
    return builder.build();
  }

  /**
   * Returns rows of which nothing but score and label is known, each of weight 1.
   *
   * @param scores probabilities of fraud, 0 to 1
   * @param labels for each score 1 for fraud, 0 for genuine
   * @throws IllegalArgumentException where there is no row, or a score is outside 0 to 1
   */
  public static ScoredRows of(float[] scores, byte[] labels) {
    requireSameSize(scores.length, labels.length, "labels");
    Builder builder = new Builder(scores.length);
    for (int row = 0; row < scores.length; row++) {
      builder.add(scores[row], labels[row] != 0, 1, 0, RowFacts.NONE);
    }
    return builder.build();
  }

  /** Returns a builder, for rows that are in no {@link TrainingSet}. */
  public static Builder builder() {
    return new Builder(1024);
  }

  /** Returns the same rows with another model's scores, in the same order. */
  public ScoredRows withScores(float[] others) {
    requireSameSize(others.length, size(), "rows");
    for (int row = 0; row < others.length; row++) {
      requireScore(others[row], row);
    }
    return new ScoredRows(others.clone(), labels, weights, eventTimes, facts, amounts);
  }

  /** Returns these of the rows, in the order given. */
  ScoredRows select(int[] chosen) {
    Builder builder = new Builder(chosen.length);
    for (int row : chosen) {
      builder.add(scores[row], fraud(row), weights[row], eventTimes[row], facts[row]);
    }
    return builder.build();
  }

  /** Returns the number of rows. */
  public int size() {
    return scores.length;
  }

  /** Returns the score of a row, 0 to 1. */
  public float score(int row) {
    return scores[row];
  }

  /** Tells whether a row is labelled fraud. */
  public boolean fraud(int row) {
    return labels[row] != 0;
  }

  /** Returns how many rows this one stands for. */
  public float weight(int row) {
    return weights[row];
  }

  /** Returns a row's event time, in milliseconds since 1970 UTC. */
  public long eventTime(int row) {
    return eventTimes[row];
  }

  /** Returns what judging a row needs beside its score. */
  public RowFacts facts(int row) {
    return facts[row];
  }

  /** Tells whether both are the same rows, whatever their scores. */
  boolean sameRowsAs(ScoredRows other) {
    return Arrays.equals(labels, other.labels)
        && Arrays.equals(weights, other.weights)
        && Arrays.equals(eventTimes, other.eventTimes)
        && Arrays.equals(facts, other.facts);
  }

  /** Returns the scores themselves, not to be changed. */
  float[] scores() {
    return scores;
  }

  /** Returns the labels themselves, not to be changed: 1 fraud, 0 genuine. */
  byte[] labels() {
    return labels;
  }

  /** Returns the weights themselves, not to be changed. */
  float[] weights() {
    return weights;
  }

  /** Returns the amounts themselves, not to be changed, in minor units of the base currency. */
  long[] amounts() {
    return amounts;
  }

  private static void requireSameSize(int scores, int others, String what) {
    if (scores != others) {
      throw new IllegalArgumentException(
          "There are as many "
              + what
              + " as scores: scores="
              + scores
              + ", "
              + what
              + "="
              + others);
    }
  }

  private static void requireScore(float score, int row) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("A score is 0 to 1: score=" + score + ", row=" + row);
    }
  }

  /** Collects rows; for one thread, and for one set of rows. */
  public static final class Builder {
    private float[] scores;
    private byte[] labels;
    private float[] weights;
    private long[] eventTimes;
    private RowFacts[] facts;
    private long[] amounts;
    private int size;

    private Builder(int capacity) {
      scores = new float[capacity];
      labels = new byte[capacity];
      weights = new float[capacity];
      eventTimes = new long[capacity];
      facts = new RowFacts[capacity];
      amounts = new long[capacity];
    }

    /**
     * Adds a row.
     *
     * @param score the probability of fraud, 0 to 1
     * @param fraud the label
     * @param weight how many rows this one stands for, above 0
     * @param eventTime milliseconds since 1970 UTC
     * @param rowFacts what judging the row needs beside its score
     */
    public Builder add(
        float score, boolean fraud, float weight, long eventTime, RowFacts rowFacts) {
      requireScore(score, size);
      if (!(weight > 0 && weight < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("A weight is above 0 and finite: weight=" + weight);
      }
      if (size == scores.length) {
        resize(Math.max(16, size + (size >> 1)));
      }
      scores[size] = score;
      labels[size] = (byte) (fraud ? 1 : 0);
      weights[size] = weight;
      eventTimes[size] = eventTime;
      facts[size] = rowFacts;
      amounts[size] = rowFacts.amountMinor();
      size++;
      return this;
    }

    /**
     * Returns the rows added so far; the builder is of no use afterwards.
     *
     * @throws IllegalArgumentException where there is none
     */
    public ScoredRows build() {
      if (size == 0) {
        throw new IllegalArgumentException("There is at least one row: rows=0");
      }
      resize(size);
      return new ScoredRows(scores, labels, weights, eventTimes, facts, amounts);
    }

    private void resize(int capacity) {
      scores = Arrays.copyOf(scores, capacity);
      labels = Arrays.copyOf(labels, capacity);
      weights = Arrays.copyOf(weights, capacity);
      eventTimes = Arrays.copyOf(eventTimes, capacity);
      facts = Arrays.copyOf(facts, capacity);
      amounts = Arrays.copyOf(amounts, capacity);
    }
  }
}
