package io.alcedo.training.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled feature vectors: row by row the float values in the order of the feature names (NaN =
 * missing), the label, the event time, the time from which on the label was known, and a weight.
 *
 * <p>Rows lie in primitive arrays of {@value #CHUNK_ROWS} rows each, so that a set of millions of
 * rows grows without copying and takes {@code 4 * features + 21} bytes a row beside its {@link
 * RowFacts}. Immutable and thread-safe once built; rows keep the order in which they were added.
 */
public final class TrainingSet {
  static final int CHUNK_ROWS = 1 << 14;
  private static final int CHUNK_MASK = CHUNK_ROWS - 1;
  private static final int CHUNK_SHIFT = 14;

  private final List<String> featureNames;
  private final int features;
  private final List<float[]> chunks;
  private final byte[] labels;
  private final long[] eventTimes;
  private final long[] labelKnownTimes;
  private final float[] weights;
  private final RowFacts[] facts;
  private final int size;
  private final int frauds;

  private TrainingSet(Builder builder) {
    this.featureNames = builder.featureNames;
    this.features = builder.features;
    this.chunks = List.copyOf(builder.chunks);
    this.size = builder.size;
    this.labels = Arrays.copyOf(builder.labels, size);
    this.eventTimes = Arrays.copyOf(builder.eventTimes, size);
    this.labelKnownTimes = Arrays.copyOf(builder.labelKnownTimes, size);
    this.weights = Arrays.copyOf(builder.weights, size);
    this.facts = Arrays.copyOf(builder.facts, size);
    int count = 0;
    for (byte label : labels) {
      count += label;
    }
    this.frauds = count;
  }

  /** Returns a builder of a set whose vectors hold these features in this order. */
  public static Builder builder(List<String> featureNames) {
    return new Builder(featureNames);
  }

  /** Returns the names of the features in the order of a vector. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** Returns the number of values in a vector. */
  public int featureCount() {
    return features;
  }

  /** Returns the number of rows. */
  public int size() {
    return size;
  }

  /** Returns the number of rows labelled fraud. */
  public int frauds() {
    return frauds;
  }

  /** Returns a feature of a row, NaN where it is missing. */
  public float value(int row, int feature) {
    return chunks.get(row >>> CHUNK_SHIFT)[(row & CHUNK_MASK) * features + feature];
  }

  /** Copies a row's vector into the target, from the given offset on. */
  public void copyVector(int row, float[] target, int offset) {
    System.arraycopy(
        chunks.get(row >>> CHUNK_SHIFT), (row & CHUNK_MASK) * features, target, offset, features);
  }

  /** Tells whether a row is labelled fraud. */
  public boolean fraud(int row) {
    return labels[row] != 0;
  }

  /** Returns a row's event time, in milliseconds since 1970 UTC. */
  public long eventTime(int row) {
    return eventTimes[row];
  }

  /** Returns the time from which on a row's label was known, in milliseconds since 1970 UTC. */
  public long labelKnownAt(int row) {
    return labelKnownTimes[row];
  }

  /** Returns how many rows this one stands for; 1 where nothing was left out. */
  public float weight(int row) {
    return weights[row];
  }

  /** Returns what judging a row needs beside its vector. */
  public RowFacts facts(int row) {
    return facts[row];
  }

  /** Returns a copy of the labels: 1 fraud, 0 genuine. */
  public byte[] labels() {
    return labels.clone();
  }

  /** Returns the set of these rows, in the order given. */
  public TrainingSet select(int[] rows) {
    Builder selected = builder(featureNames);
    float[] vector = new float[features];
    for (int row : rows) {
      copyVector(row, vector, 0);
      selected.add(
          vector, fraud(row), eventTimes[row], labelKnownTimes[row], weights[row], facts[row]);
    }
    return selected.build();
  }

  /** Returns rows {@code from} to {@code to}, exclusive, as one row-major array. */
  public float[] flat(int from, int to) {
    float[] flat = new float[Math.multiplyExact(to - from, features)];
    for (int row = from; row < to; row++) {
      copyVector(row, flat, (row - from) * features);
    }
    return flat;
  }

  /** Collects rows; for one thread, and for one set. */
  public static final class Builder {
    private final List<String> featureNames;
    private final int features;
    private final List<float[]> chunks = new ArrayList<>();
    private byte[] labels = new byte[1024];
    private long[] eventTimes = new long[1024];
    private long[] labelKnownTimes = new long[1024];
    private float[] weights = new float[1024];
    private RowFacts[] facts = new RowFacts[1024];
    private int size;

    private Builder(List<String> featureNames) {
      if (featureNames.isEmpty()) {
        throw new IllegalArgumentException("A vector holds at least one feature");
      }
      this.featureNames = List.copyOf(featureNames);
      this.features = featureNames.size();
    }

    /**
     * Adds a row; its vector is copied.
     *
     * @param vector the values in the order of the feature names, NaN = missing
     * @param fraud the label
     * @param eventTime milliseconds since 1970 UTC
     * @param labelKnownAt from when on the label was known, milliseconds since 1970 UTC
     * @param weight how many rows this one stands for, above 0
     * @param rowFacts what judging the row needs beside its vector
     */
    public Builder add(
        float[] vector,
        boolean fraud,
        long eventTime,
        long labelKnownAt,
        float weight,
        RowFacts rowFacts) {
      if (vector.length != features) {
        throw new IllegalArgumentException(
            "A vector holds one value a feature: values="
                + vector.length
                + ", features="
                + features);
      }
      if (!(weight > 0 && weight < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("A weight is above 0 and finite: weight=" + weight);
      }
      grow();
      System.arraycopy(
          vector, 0, chunks.get(size >>> CHUNK_SHIFT), (size & CHUNK_MASK) * features, features);
      labels[size] = (byte) (fraud ? 1 : 0);
      eventTimes[size] = eventTime;
      labelKnownTimes[size] = labelKnownAt;
      weights[size] = weight;
      facts[size] = rowFacts;
      size++;
      return this;
    }

    /** Adds a row of which nothing but vector and label is known; its vector is copied. */
    public Builder add(float[] vector, boolean fraud, long eventTime, long labelKnownAt) {
      return add(vector, fraud, eventTime, labelKnownAt, 1, RowFacts.NONE);
    }

    /** Returns the number of rows so far. */
    public int size() {
      return size;
    }

    /** Returns the set of the rows added so far; the builder is of no use afterwards. */
    public TrainingSet build() {
      return new TrainingSet(this);
    }

    private void grow() {
      if ((size & CHUNK_MASK) == 0) {
        chunks.add(new float[CHUNK_ROWS * features]);
      }
      if (size == labels.length) {
        int capacity = size + (size >> 1);
        labels = Arrays.copyOf(labels, capacity);
        eventTimes = Arrays.copyOf(eventTimes, capacity);
        labelKnownTimes = Arrays.copyOf(labelKnownTimes, capacity);
        weights = Arrays.copyOf(weights, capacity);
        facts = Arrays.copyOf(facts, capacity);
      }
    }
  }
}
