package io.alcedo.retraining.verdict;

/**
 * What the verdict table makes of a report.
 *
 * @param meaning what the report says; never AS_STATED
 * @param rank how much it counts against other sources, the higher the more; 0 where it says
 *     nothing
 */
public record Ruling(Meaning meaning, int rank) {
  /** The highest rank. */
  static final int MOST_RANK = 1000;

  /** Checks that the ruling is one. */
  public Ruling {
    if (meaning == Meaning.AS_STATED) {
      throw new IllegalArgumentException("A ruling says what a report means: meaning=" + meaning);
    }
    if (rank < 0 || rank > MOST_RANK) {
      throw new IllegalArgumentException("0 <= rank <= " + MOST_RANK + ": rank=" + rank);
    }
  }
}
