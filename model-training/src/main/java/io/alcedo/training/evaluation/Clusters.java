package io.alcedo.training.evaluation;

import io.alcedo.training.dataset.RowFacts;
import java.util.Arrays;

/**
 * Which rows belong together because they are of one card, or of one terminal: a dense number a
 * row. A row without a card is a card of its own; a row without a terminal is of none. Immutable
 * and thread-safe.
 */
final class Clusters {
  private static final long NONE = 0;

  private final int[] clusters;
  private final long[] ids;

  private Clusters(int[] clusters, long[] ids) {
    this.clusters = clusters;
    this.ids = ids;
  }

  static Clusters ofCards(ScoredRows rows) {
    long[] named = new long[rows.size()];
    for (int row = 0; row < named.length; row++) {
      RowFacts facts = rows.facts(row);
      long own = facts.transaction() != 0 ? facts.transaction() : row + 1L;
      named[row] = facts.card() != 0 ? facts.card() : Resamples.mix(own);
    }
    return of(named);
  }

  static Clusters ofTerminals(ScoredRows rows) {
    long[] named = new long[rows.size()];
    for (int row = 0; row < named.length; row++) {
      named[row] = rows.facts(row).terminal();
    }
    return of(named);
  }

  /**
   * Which rows share both card and terminal; a row without a terminal is of none, as no terminal's
   * luck is its.
   */
  static Clusters ofPairs(Clusters cards, Clusters terminals) {
    long[] named = new long[cards.clusters.length];
    for (int row = 0; row < named.length; row++) {
      int terminal = terminals.of(row);
      named[row] =
          terminal < 0
              ? NONE
              : Resamples.mix(cards.id(cards.of(row)) ^ Resamples.mix(terminals.id(terminal)));
    }
    return of(named);
  }

  /** Rows of which none belongs to another. */
  static Clusters none(int rows) {
    return of(new long[rows]);
  }

  private static Clusters of(long[] named) {
    long[] sorted = Arrays.stream(named).filter(id -> id != NONE).toArray();
    Arrays.parallelSort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[count - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    long[] ids = Arrays.copyOf(sorted, count);
    int[] clusters = new int[named.length];
    for (int row = 0; row < named.length; row++) {
      clusters[row] = named[row] == NONE ? -1 : Arrays.binarySearch(ids, named[row]);
    }
    return new Clusters(clusters, ids);
  }

  /** Returns the number of clusters. */
  int count() {
    return ids.length;
  }

  /** Returns the cluster of a row, from 0 on; -1 where it is of none. */
  int of(int row) {
    return clusters[row];
  }

  /** Returns what a cluster is known by, whatever other rows there are. */
  long id(int cluster) {
    return ids[cluster];
  }
}
