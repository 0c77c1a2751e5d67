package io.alcedo.scoring.roster;

import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * Returns what a job goes on with that has this roster in its state and is submitted with
   * another. The state counts; but where nothing was assigned yet, the bundle of the configuration
   * decides, which may be another one by now; and where the other list of feature sets is this one
   * and more, so is what operators compute.
   *
   * @param first what the job would follow without a state
   */
  public Roster resumed(Roster first) {
    if (!assignment.modelName().equals(first.assignment.modelName())) {
      return this;
    }
    boolean unassigned = generation() == 0 && first.generation() == 0;
    boolean more =
        first.featureSets.size() > featureSets.size()
            && first.featureSets.subList(0, featureSets.size()).equals(featureSets);
    return new Roster(
        unassigned ? first.assignment : assignment, more ? first.featureSets : featureSets);
  }

  /**
   * Returns the later of two rosters of one job: of the same generation, the one with more sets.
   */
  public Roster later(Roster other) {
    if (generation() != other.generation()) {
      return generation() > other.generation() ? this : other;
    }
    return featureSets.size() >= other.featureSets.size() ? this : other;
  }

  /**
   * Returns what is followed where the active version cannot be run: the previous one decides, all
   * else is as after a way back. Its generation is the one before, so that this roster, like any
   * later one, takes over as soon as its active version can be run.
   *
   * @return null where there is no previous version
   */
  public @Nullable Roster wayBack() {
    ModelVersion previous = assignment.previous();
    if (previous == null) {
      return null;
    }
    boolean wasCanary = previous.equals(assignment.canary());
    return new Roster(
        new Assignment(
            assignment.modelName(),
            Math.max(0, generation() - 1),
            previous,
            wasCanary ? null : assignment.canary(),
            wasCanary ? 0 : assignment.canaryShare(),
            assignment.shadows().stream().filter(shadow -> !shadow.equals(previous)).toList(),
            null,
            assignment.assignedAtMillis()),
        featureSets);
  }

  /** Returns the assignment's generation. */
  public long generation() {
    return assignment.generation();
  }
}
