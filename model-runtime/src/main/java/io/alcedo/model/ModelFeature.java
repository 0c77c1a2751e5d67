package io.alcedo.model;

/**
 * One position of a model's input. The hash is that of the feature's definition; features of one
 * family are explained together; {@code median} and {@code deviation} (standard deviation) are of
 * the genuine training rows where the feature is known; the median is NaN where it mostly is not.
 */
public record ModelFeature(String name, String hash, String family, float median, float deviation) {

  /** Checks that the texts are there. */
  public ModelFeature {
    if (name.isBlank() || hash.isBlank() || family.isBlank()) {
      throw new IllegalArgumentException(
          "A model's feature has a name, a hash and a family: name="
              + name
              + ", hash="
              + hash
              + ", family="
              + family);
    }
    if (Float.isInfinite(median) || Float.isInfinite(deviation) || deviation < 0) {
      throw new IllegalArgumentException(
          "A median is finite and a deviation not negative: name="
              + name
              + ", median="
              + median
              + ", deviation="
              + deviation);
    }
  }
}
