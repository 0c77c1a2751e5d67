package io.alcedo.scoring.guard;

/**
 * What a promoted model and the one before said of the same transactions. Never changed once it is
 * in a summary.
 *
 * @param pairs how many transactions both scored
 * @param activeOnly on how many of them only the active model called for attention
 * @param formerOnly on how many only the one before did
 * @param both on how many both did
 * @param active how the active model's scores of them are distributed
 * @param former how the other's are
 */
record PairWindow(
    long pairs,
    long activeOnly,
    long formerOnly,
    long both,
    ScoreHistogram active,
    ScoreHistogram former) {
  /** Nothing yet. */
  static PairWindow empty() {
    return new PairWindow(0, 0, 0, 0, new ScoreHistogram(), new ScoreHistogram());
  }

  /** Both together. */
  PairWindow plus(PairWindow other) {
    ScoreHistogram actives = active.copy();
    actives.add(other.active);
    ScoreHistogram formers = former.copy();
    formers.add(other.former);
    return new PairWindow(
        pairs + other.pairs,
        activeOnly + other.activeOnly,
        formerOnly + other.formerOnly,
        both + other.both,
        actives,
        formers);
  }

  /** What is left without an earlier part. */
  PairWindow minus(PairWindow part) {
    ScoreHistogram actives = active.copy();
    actives.subtract(part.active);
    ScoreHistogram formers = former.copy();
    formers.subtract(part.former);
    return new PairWindow(
        pairs - part.pairs,
        activeOnly - part.activeOnly,
        formerOnly - part.formerOnly,
        both - part.both,
        actives,
        formers);
  }
}
