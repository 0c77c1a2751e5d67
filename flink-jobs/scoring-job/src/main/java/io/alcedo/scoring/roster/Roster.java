package io.alcedo.scoring.roster;

import io.alcedo.registry.Assignment;
import java.io.Serializable;
import java.util.List;

/**
 * An assignment with what operators need to follow it: a complete state that replaces the one
 * before. Immutable.
 *
 * @param assignment which versions do what; its generation orders rosters
 * @param featureSets the texts (YAML) of the feature sets that models brought beyond the job's own,
 *     in the order in which they first came: within a job's life the list only grows, so that a
 *     place of the vector never changes its meaning
 */
public record Roster(Assignment assignment, List<String> featureSets) implements Serializable {
  /** Copies the list. */
  public Roster {
    featureSets = List.copyOf(featureSets);
  }

  /** Returns the assignment's generation. */
  public long generation() {
    return assignment.generation();
  }
}
