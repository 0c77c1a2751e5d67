package io.alcedo.features.language;

import java.util.List;

/**
 * A mark as a set states it, checked: what an event is remembered to be where any of the conditions
 * holds for its features. Immutable.
 *
 * @param name its name, unique in the set
 * @param conditions at least one
 */
public record MarkDefinition(String name, List<Condition> conditions) {
  /**
   * A bound on a feature.
   *
   * @param feature the feature's name
   * @param above whether values above the bound meet the condition, else those below
   * @param bound the bound, which itself does not meet it
   */
  public record Condition(String feature, boolean above, double bound) {}

  /** Copies the conditions. */
  public MarkDefinition {
    conditions = List.copyOf(conditions);
  }
}
