package io.alcedo.training.scaling;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.onnx.GraphWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns feature vectors into columns of mean 0 and deviation 1, here and in an ONNX graph, by the
 * same float operations in the same order.
 *
 * <p>A missing value takes the mean of the known ones, so that it says nothing by itself; a feature
 * that is missing now and then gets one more column, which says whether it is. Values beyond the
 * stated number of deviations, infinite ones included, count as lying there: what was never seen in
 * training cannot carry a sum away. A feature that never varied becomes 0. Mean and deviation are
 * those of the training rows by their weights. Immutable and thread-safe.
 */
public final class Standardiser {
  /** The share of rows in which a feature must be missing, and known, for a column of its own. */
  private static final double LEAST_SHARE = 0.001;

  private final int features;

  /** The features that have a column which says whether they are missing. */
  private final int[] flagged;

  /** For each column, those of the flags last: its mean, bounds and inverse deviation. */
  private final float[] means;

  private final float[] lows;
  private final float[] highs;
  private final float[] factors;

  private Standardiser(Moments moments, int[] flagged, double deviations) {
    this.features = moments.features;
    this.flagged = flagged;
    int columns = features + flagged.length;
    this.means = new float[columns];
    this.lows = new float[columns];
    this.highs = new float[columns];
    this.factors = new float[columns];
    for (int column = 0; column < features; column++) {
      set(column, moments.mean(column), moments.deviation(column), deviations);
    }
    for (int flag = 0; flag < flagged.length; flag++) {
      double share = moments.missingShare(flagged[flag]);
      set(features + flag, share, Math.sqrt(share * (1 - share)), deviations);
    }
  }

  private void set(int column, double mean, double deviation, double deviations) {
    boolean varies = deviation > 0 && Float.isFinite((float) (1 / deviation));
    means[column] = (float) mean;
    lows[column] = varies ? (float) (mean - deviations * deviation) : means[column];
    highs[column] = varies ? (float) (mean + deviations * deviation) : means[column];
    factors[column] = varies ? (float) (1 / deviation) : 0;
  }

  /**
   * Learns means and deviations.
   *
   * @param rows the training rows
   * @param deviations how far from the mean a value counts, in deviations
   * @param flags whether features that are missing now and then get a column that says so
   */
  public static Standardiser of(TrainingSet rows, double deviations, boolean flags) {
    Moments moments = new Moments(rows);
    int[] flagged = new int[rows.featureCount()];
    int count = 0;
    for (int feature = 0; feature < flagged.length && flags; feature++) {
      double missing = moments.missingShare(feature);
      if (missing >= LEAST_SHARE && missing <= 1 - LEAST_SHARE) {
        flagged[count++] = feature;
      }
    }
    return new Standardiser(moments, Arrays.copyOf(flagged, count), deviations);
  }

  /** Returns the number of values in a feature vector. */
  public int features() {
    return features;
  }

  /** Returns the number of columns: one a feature, and one for each that is missing at times. */
  public int columns() {
    return means.length;
  }

  /**
   * Writes the columns of one vector.
   *
   * @param vectors where the vector lies, NaN = missing
   * @param from where it starts
   * @param columns where its columns go
   * @param to where they start
   */
  public void apply(float[] vectors, int from, float[] columns, int to) {
    for (int feature = 0; feature < features; feature++) {
      float value = vectors[from + feature];
      columns[to + feature] = scaled(feature, Float.isNaN(value) ? means[feature] : value);
    }
    for (int flag = 0; flag < flagged.length; flag++) {
      boolean missing = Float.isNaN(vectors[from + flagged[flag]]);
      columns[to + features + flag] = scaled(features + flag, missing ? 1 : 0);
    }
  }

  /** Returns the columns of row-major vectors, row-major. */
  public float[] apply(float[] vectors, int rows) {
    float[] columns = new float[Math.multiplyExact(rows, columns())];
    for (int row = 0; row < rows; row++) {
      apply(vectors, row * features, columns, row * columns());
    }
    return columns;
  }

  /** Adds the same to a graph, behind vectors of this name, and returns the columns' name. */
  public String addTo(GraphWriter graph, String vectors) {
    int width = columns();
    String missing = graph.node("IsNaN", List.of(vectors));
    String fill = graph.floats("fill", Arrays.copyOf(means, features), features);
    String columns = graph.node("Where", List.of(missing, fill, vectors));
    if (flagged.length > 0) {
      String asNumbers = graph.cast(missing, TensorProto.DataType.FLOAT);
      long[] picked = Arrays.stream(flagged).asLongStream().toArray();
      String flags =
          graph.node(
              "Gather", List.of(asNumbers, graph.indices("flagged", picked)), Map.of("axis", 1));
      columns = graph.node("Concat", List.of(columns, flags), Map.of("axis", 1));
    }
    columns = graph.node("Max", List.of(columns, graph.floats("lows", lows, width)));
    columns = graph.node("Min", List.of(columns, graph.floats("highs", highs, width)));
    columns = graph.node("Sub", List.of(columns, graph.floats("means", means, width)));
    return graph.node("Mul", List.of(columns, graph.floats("factors", factors, width)));
  }

  private float scaled(int column, float value) {
    return (Math.min(Math.max(value, lows[column]), highs[column]) - means[column])
        * factors[column];
  }
}
