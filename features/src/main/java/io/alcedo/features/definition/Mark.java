package io.alcedo.features.definition;

import java.util.List;

/**
 * Something that an event is remembered to be, as one bit: set where any of some conditions held in
 * its vector when it was recorded. Later verdicts and outcomes do not change it. Immutable and
 * thread-safe.
 *
 * @param hash names the mark in a profile's bytes: a hash of what it means
 * @param conditions at least one
 */
public record Mark(int hash, List<Condition> conditions) {
  /** The most marks of a feature set. */
  public static final int MOST = 8;

  /**
   * A bound on a place of the vector.
   *
   * @param place the place
   * @param above whether values above the bound meet the condition, else those below
   * @param bound the bound, which itself does not meet it
   */
  public record Condition(int place, boolean above, double bound) {
    boolean isMet(float[] vector) {
      return above ? vector[place] > bound : vector[place] < bound;
    }
  }

  /** Copies the conditions. */
  public Mark {
    conditions = List.copyOf(conditions);
  }

  /** Returns whether the event of this vector carries the mark; an unknown value meets nothing. */
  public boolean isOn(float[] vector) {
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).isMet(vector)) {
        return true;
      }
    }
    return false;
  }
}
