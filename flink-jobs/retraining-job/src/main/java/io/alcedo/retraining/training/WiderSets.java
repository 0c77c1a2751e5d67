package io.alcedo.retraining.training;

import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.features.FeatureUnion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hashes by which vectors of a job's own set are known where models brought features of their
 * own: such a vector begins with the job's own places, and those of the others follow in the order
 * in which they came. Of more than {@value #MOST_SETS} other sets the latest count. Stateless.
 */
final class WiderSets {
  private static final int MOST_SETS = 4;

  private WiderSets() {}

  /**
   * Returns the hashes of all unions that begin with a set.
   *
   * @param texts the feature sets of the versions in the store (YAML), the latest last; those that
   *     cannot be computed beside the own one are in no union
   */
  static Set<String> hashes(FeatureSet own, List<String> texts) {
    List<FeatureSet> others = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    FeatureUnion alone = FeatureUnion.of(own);
    seen.add(alone.hash(alone.places()));
    for (int i = texts.size() - 1; i >= 0 && others.size() < MOST_SETS; i--) {
      try {
        FeatureSet other = FeatureSet.parse(texts.get(i), "features.yaml");
        FeatureUnion with = alone.with(other);
        if (seen.add(with.hash(with.places()))) {
          others.add(other);
        }
      } catch (FeatureSetException e) {
        continue;
      }
    }
    Set<String> hashes = new HashSet<>();
    extend(alone, others, hashes);
    return hashes;
  }

  private static void extend(FeatureUnion union, List<FeatureSet> others, Set<String> hashes) {
    for (FeatureSet other : others) {
      try {
        FeatureUnion wider = union.with(other);
        if (wider.places() > union.places()) {
          hashes.add(wider.hash(wider.places()));
          extend(wider, others, hashes);
        }
      } catch (FeatureSetException e) {
        continue;
      }
    }
  }
}
