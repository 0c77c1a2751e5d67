package io.alcedo.retraining.training;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureColumns;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.features.FeatureUnion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the vectors of a job hold, also where models brought features of their own: such
 * a vector begins with the job's own places, and those of the others follow in the order in which
 * they came. Of more than {@value #MOST_SETS} other sets the latest count. Stateless.
 */
final class KnownVectors {
  private static final int MOST_SETS = 4;

  private KnownVectors() {}

  /**
   * Adds a set and all unions that begin with it to a catalogue.
   *
   * @param texts the feature sets of the versions in the store (YAML), the latest last; those that
   *     cannot be computed beside the own one are in no union
   */
  static void add(FeatureCatalogue catalogue, FeatureSet own, List<String> texts)
      throws IOException {
    FeatureUnion alone = FeatureUnion.of(own);
    List<FeatureSet> others = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = texts.size() - 1; i >= 0 && others.size() < MOST_SETS; i--) {
      FeatureSet other = parsed(texts.get(i));
      FeatureUnion wider = other == null ? null : wider(alone, other);
      if (other != null && wider != null && seen.add(wider.hash(wider.places()))) {
        others.add(other);
      }
    }
    add(catalogue, alone, others);
  }

  private static void add(FeatureCatalogue catalogue, FeatureUnion union, List<FeatureSet> others)
      throws IOException {
    catalogue.add(new FeatureColumns(union.names(), union.hashes()));
    for (FeatureSet other : others) {
      FeatureUnion wider = wider(union, other);
      if (wider != null) {
        add(catalogue, wider, others);
      }
    }
  }

  /** Returns a union with one set more; null where that adds nothing, or cannot be computed. */
  private static @Nullable FeatureUnion wider(FeatureUnion union, FeatureSet other) {
    try {
      FeatureUnion wider = union.with(other);
      return wider.places() > union.places() ? wider : null;
    } catch (FeatureSetException e) {
      return null;
    }
  }

  private static @Nullable FeatureSet parsed(String text) {
    try {
      return FeatureSet.parse(text, "features.yaml");
    } catch (FeatureSetException e) {
      return null;
    }
  }
}
