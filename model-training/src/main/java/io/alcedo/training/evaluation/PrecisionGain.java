package io.alcedo.training.evaluation;

import java.util.BitSet;

/**
 * How much more average precision a challenger has than a champion on the same rows, and how sure
 * that is: the difference under paired resamples by card and terminal.
 *
 * <p>{@link Resamples} errs on the wide side, since what is peculiar to a row is in the part of the
 * cards and in that of the terminals. For figures of one model that is little; of a difference
 * between two models on the same rows it is most (on the handbook's data up to the root of 2 in
 * deviation). What is counted twice is known: it is the variance by pairs of card and terminal. So
 * a second bootstrap resamples by pair, and its variance is taken off: V = V(cards) + V(terminals)
 * - V(pairs), the estimator for two crossed clusterings of A. C. Cameron, J. B. Gelbach and D. L.
 * Miller ("Robust Inference with Multiway Clustering", Journal of Business and Economic Statistics
 * 29, 2011), here with bootstrapped parts. It is never taken for less than V(pairs), which it
 * exceeds in truth.
 *
 * <p>Average precision hardly feels single genuine rows among tens of thousands that score higher:
 * genuine rows below the first {@value #DEPTH} rows a fraud in both rankings count by their own
 * weights in all resamples, which makes a resample as short as there are frauds. Needs about 100
 * bytes a row.
 *
 * @param champion the champion's average precision
 * @param challenger the challenger's average precision
 * @param deviation the standard deviation of the difference
 * @param wideDeviation what it would be without taking anything off
 */
public record PrecisionGain(
    double champion, double challenger, double deviation, double wideDeviation) {
  /** So many rows a fraud, from the highest score down, are resampled. */
  static final int DEPTH = 5;

  private static final int LEAST_ROWS = 2_000;

  /**
   * Compares two models.
   *
   * @param settings of which resamples, seed and threads count
   * @throws IllegalArgumentException where the rows are not the same, in the same order
   */
  public static PrecisionGain of(
      ScoredRows champion, ScoredRows challenger, EvaluationSettings settings) {
    return of(champion, challenger, settings, DEPTH);
  }

  /** Compares two models, genuine rows resampled down to so many rows a fraud. */
  static PrecisionGain of(
      ScoredRows champion, ScoredRows challenger, EvaluationSettings settings, int depth) {
    if (!champion.sameRowsAs(challenger)) {
      throw new IllegalArgumentException("Models are compared on the same rows in the same order");
    }
    Ranking first = Ranking.of(champion.scores());
    Ranking second = Ranking.of(challenger.scores());
    int[] changing = changing(champion, first, second, depth);
    PrecisionLadder one = new PrecisionLadder(champion, first, changing);
    PrecisionLadder other = new PrecisionLadder(challenger, second, changing);
    ScoredRows rows = champion.select(changing);
    Clusters cards = Clusters.ofCards(rows);
    Clusters terminals = Clusters.ofTerminals(rows);
    Resamples crossed = new Resamples(rows, cards, terminals, settings.seed());
    Resamples pairs =
        new Resamples(
            rows,
            Clusters.ofPairs(cards, terminals),
            Clusters.none(rows.size()),
            Resamples.mix(settings.seed()));
    double wide = variance(crossed, settings, one, other);
    double peculiar = variance(pairs, settings, one, other);
    return new PrecisionGain(
        one.averagePrecision(rows.weights()),
        other.averagePrecision(rows.weights()),
        Math.sqrt(Math.max(wide - peculiar, peculiar)),
        Math.sqrt(wide));
  }

  /** Returns the challenger's average precision less the champion's. */
  public double value() {
    return challenger - champion;
  }

  private static double variance(
      Resamples resamples,
      EvaluationSettings settings,
      PrecisionLadder one,
      PrecisionLadder other) {
    Bootstrap.Statistic difference =
        weights -> new double[] {other.averagePrecision(weights) - one.averagePrecision(weights)};
    double[][] differences = new Bootstrap(resamples, settings).run(() -> difference);
    Interval interval = Interval.percentile(Bootstrap.column(differences, 0), 0.5);
    return interval == null ? Double.NaN : interval.deviation() * interval.deviation();
  }

  /** Returns all frauds, and the genuine rows that score high with either model; ascending. */
  private static int[] changing(ScoredRows rows, Ranking first, Ranking second, int depth) {
    BitSet changing = new BitSet(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      changing.set(row, rows.fraud(row));
    }
    long most = Math.max(LEAST_ROWS, (long) depth * changing.cardinality());
    int places = (int) Math.min(most, rows.size());
    for (int place = 0; place < places; place++) {
      changing.set(first.row(place));
      changing.set(second.row(place));
    }
    return changing.stream().toArray();
  }
}
