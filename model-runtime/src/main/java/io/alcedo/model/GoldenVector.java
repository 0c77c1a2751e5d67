package io.alcedo.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A vector, in the order of the manifest's features and with NaN for unknown, and the score that
 * the trainer had for it. A host checks that its own session gives the same.
 */
public record GoldenVector(List<Float> values, float score) {

  /** Copies the values and checks that they are finite or NaN and the score a probability. */
  public GoldenVector {
    values = List.copyOf(values);
    if (values.stream().anyMatch(value -> Float.isInfinite(value))) {
      throw new IllegalArgumentException("A golden vector is finite or NaN: values=" + values);
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("A score is from 0 to 1: score=" + score);
    }
  }

  /** A golden vector of a flat array, which is copied. */
  public static GoldenVector of(float[] values, float score) {
    List<Float> boxed = new ArrayList<>(values.length);
    for (float value : values) {
      boxed.add(value);
    }
    return new GoldenVector(boxed, score);
  }
}
