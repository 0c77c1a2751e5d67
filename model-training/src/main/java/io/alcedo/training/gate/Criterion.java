package io.alcedo.training.gate;

/**
 * One thing that a challenger must show, and what it showed.
 *
 * @param name what it is: evidence, gain, calibration, segments or latency
 * @param figure what was measured; NaN where nothing could be
 * @param relation how the figure must lie to the bound
 * @param bound the bound
 * @param passed whether it was shown
 * @param meaning what the figure is, in words
 */
public record Criterion(
    String name, double figure, Relation relation, double bound, boolean passed, String meaning) {
  /** How a figure must lie to its bound. */
  public enum Relation {
    /** The bound or more. */
    AT_LEAST("at least"),
    /** The bound or less. */
    AT_MOST("at most");

    private final String words;

    Relation(String words) {
      this.words = words;
    }

    /** Returns the relation in words. */
    public String words() {
      return words;
    }

    private boolean holds(double figure, double bound) {
      return this == AT_LEAST ? figure >= bound : figure <= bound;
    }
  }

  /**
   * Returns a criterion that is passed where the relation holds, and not where there is no figure.
   */
  static Criterion of(String name, double figure, Relation relation, double bound, String meaning) {
    return new Criterion(name, figure, relation, bound, relation.holds(figure, bound), meaning);
  }

  /** Returns this criterion passed because there is nothing to hold against the bound. */
  Criterion passedForLackOfFigure() {
    return new Criterion(name, figure, relation, bound, passed || Double.isNaN(figure), meaning);
  }
}
