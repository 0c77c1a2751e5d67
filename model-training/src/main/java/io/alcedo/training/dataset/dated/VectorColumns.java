package io.alcedo.training.dataset.dated;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the features that are asked for stand in vectors, by the hash with which these are tagged:
 * a job's vectors grow with the feature sets that its models bring. A feature that a vector lacks
 * is unknown there. For one thread.
 */
final class VectorColumns {
  /**
   * Vectors of one set.
   *
   * @param size their length
   * @param places for each feature that is asked for its place in them, -1 where they lack it
   */
  record Tagged(int size, int[] places) {
    float value(List<Float> vector, int feature) {
      int place = places[feature];
      return place < 0 ? Float.NaN : vector.get(place);
    }

    /** Tells whether they have all features that are asked for. */
    boolean whole() {
      return Arrays.stream(places).allMatch(place -> place >= 0);
    }
  }

  private final @Nullable FeatureColumns asked;
  private final @Nullable FeatureCatalogue catalogue;
  private final Map<String, @Nullable Tagged> known = new HashMap<>();

  private VectorColumns(@Nullable FeatureColumns asked, @Nullable FeatureCatalogue catalogue) {
    this.asked = asked;
    this.catalogue = catalogue;
  }

  /** Returns the columns of vectors that all are of one set, of so many features. */
  static VectorColumns ofOneSet(String hash, int features) {
    VectorColumns columns = new VectorColumns(null, null);
    int[] places = new int[features];
    for (int i = 0; i < features; i++) {
      places[i] = i;
    }
    columns.known.put(hash, new Tagged(features, places));
    return columns;
  }

  /** Returns the columns of vectors of all sets that a catalogue knows. */
  static VectorColumns of(FeatureColumns asked, FeatureCatalogue catalogue) {
    VectorColumns columns = new VectorColumns(asked, catalogue);
    columns.known.put(asked.hash(), new Tagged(asked.size(), asked.within(asked)));
    return columns;
  }

  /**
   * Returns what is known of vectors that are tagged so, null where nothing is.
   *
   * @throws UncheckedIOException where the catalogue cannot be read
   */
  @Nullable Tagged tagged(String hash) {
    if (catalogue != null && !known.containsKey(hash)) {
      known.put(hash, look(hash, catalogue));
    }
    return known.get(hash);
  }

  private @Nullable Tagged look(String hash, FeatureCatalogue catalogue) {
    try {
      FeatureColumns columns = catalogue.find(hash);
      return columns == null || asked == null
          ? null
          : new Tagged(columns.size(), asked.within(columns));
    } catch (IOException e) {
      throw new UncheckedIOException("A catalogue of feature sets can be read: hash=" + hash, e);
    }
  }
}
