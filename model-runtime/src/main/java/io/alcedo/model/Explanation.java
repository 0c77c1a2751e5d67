package io.alcedo.model;

import java.util.List;

/** The reasons of one score, largest contribution first, and how whole they are. Immutable. */
public record Explanation(List<Contribution> contributions, Completeness completeness) {

  /** What share of the families an explanation speaks of. */
  public enum Completeness {
    /** Every family. */
    COMPLETE,
    /** The model has more families than rows an alert may take: the last ones are left out. */
    FAMILIES_LEFT_OUT,
    /** None: under pressure scores come first. */
    SKIPPED
  }

  /** Of a row that was not explained for lack of time. */
  public static final Explanation SKIPPED = new Explanation(List.of(), Completeness.SKIPPED);

  /** Copies the list. */
  public Explanation {
    contributions = List.copyOf(contributions);
  }
}
