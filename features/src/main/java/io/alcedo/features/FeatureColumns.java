package io.alcedo.features;

import io.alcedo.features.language.FeatureHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which feature stands where in some vectors. Immutable.
 *
 * @param names the features' names, in the order of the vector
 * @param hashes the hashes of their definitions, in the same order
 */
public record FeatureColumns(List<String> names, List<String> hashes) {
  /** Copies the lists. */
  public FeatureColumns {
    names = List.copyOf(names);
    hashes = List.copyOf(hashes);
    if (names.size() != hashes.size()) {
      throw new IllegalArgumentException(
          "Each feature has a hash: names=" + names.size() + ", hashes=" + hashes.size());
    }
  }

  /** Returns the length of a vector. */
  public int size() {
    return names.size();
  }

  /** Returns the hash of the set that these features make up, which vectors are tagged with. */
  public String hash() {
    return FeatureHash.of(names, hashes);
  }

  /**
   * Returns for each of these features where vectors of other columns have it, whatever they call
   * it; -1 where they lack it.
   */
  public int[] within(FeatureColumns others) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < others.size(); i++) {
      places.putIfAbsent(others.hashes.get(i), i);
    }
    return hashes.stream().mapToInt(hash -> places.getOrDefault(hash, -1)).toArray();
  }
}
