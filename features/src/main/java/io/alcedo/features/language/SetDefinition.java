package io.alcedo.features.language;

import io.alcedo.schema.row.RowLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature set as its file states it, checked. Immutable; maps keep the file's order.
 *
 * @param name the set's name
 * @param baseCurrencyDigits decimal digits of the base currency
 * @param signals privacy class by declared signal
 * @param familyTexts what a person reads of a family, by family, for those that state it
 * @param entities the slots that make an entity's key, by entity
 * @param marks what events are remembered to be, at most eight
 * @param features the features in the order of the vector
 */
public record SetDefinition(
    String name,
    int baseCurrencyDigits,
    Map<String, String> signals,
    Map<String, String> familyTexts,
    Map<String, List<String>> entities,
    List<MarkDefinition> marks,
    List<FeatureDefinition> features) {
  /** Copies the collections. */
  public SetDefinition {
    signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
    familyTexts = Collections.unmodifiableMap(new LinkedHashMap<>(familyTexts));
    entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    marks = List.copyOf(marks);
    features = List.copyOf(features);
  }

  /**
   * Returns the feature of this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public FeatureDefinition feature(String name) {
    return features.get(place(name));
  }

  /**
   * Returns the place in the vector of the feature of this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public int place(String name) {
    for (int i = 0; i < features.size(); i++) {
      if (features.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("A set has every feature that it names: name=" + name);
  }

  /** Returns the row layout that has a slot for each declared signal. */
  public RowLayout layout() {
    return RowLayout.withSignals(signals.keySet());
  }
}
