package io.alcedo.training.evaluation;

/**
 * Weights that resample rows by card and by terminal at once, as often as one likes.
 *
 * <p>Rows of one card, and rows of one terminal, share their luck: a terminal is compromised for
 * weeks, a card is copied once and used many times. To resample row by row takes them for that many
 * independent pieces of news and makes intervals too narrow (on the handbook's data by half). Cards
 * and terminals cross: neither lies within the other. So each card and each terminal draws a weight
 * of its own, independently, and a row counts by its own weight times its card's times its
 * terminal's: the pigeonhole bootstrap (A. B. Owen, "The pigeonhole bootstrap", Annals of Applied
 * Statistics 1, 2007) in its reweighting form (A. B. Owen and D. Eckles, "Bootstrapping data arrays
 * of arbitrary order", Annals of Applied Statistics 6, 2012). That a figure need not be a mean for
 * this to hold is shown by L. Davezies, X. D'Haultfoeuille and Y. Guyonvarch ("Empirical process
 * results for exchangeable arrays", Annals of Statistics 49, 2021).
 *
 * <p>Weights are exponential with mean 1 and variance 1 (D. B. Rubin, "The Bayesian bootstrap",
 * Annals of Statistics 9, 1981): none is 0, so that no class vanishes from a resample. For a mean
 * with residuals e the variance is the sum of e_i e_j over pairs of rows that share a card, plus
 * that over pairs that share a terminal, plus that over pairs that share both. No exact bootstrap
 * exists for such data; this one errs on the wide side, by a factor of at most the root of 3 where
 * rows are in truth independent, and by little where cards or terminals matter.
 *
 * <p>A weight is a function of the seed, the number of the resample and the hash of the card or
 * terminal: two models, in whatever order their rows are, meet the same resamples. Immutable and
 * thread-safe; each thread takes a {@link Draws} of its own.
 */
final class Resamples {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  private final float[] weights;
  private final Clusters cards;
  private final Clusters terminals;
  private final long seed;

  Resamples(ScoredRows rows, Clusters cards, Clusters terminals, long seed) {
    this.weights = rows.weights();
    this.cards = cards;
    this.terminals = terminals;
    this.seed = seed;
  }

  /** Returns a thread's own access to the weights. */
  Draws newDraws() {
    return new Draws();
  }

  /** Spreads the bits of a number over all 64 (the finaliser of SplitMix64). */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** The weights of one resample after another. For one thread. */
  final class Draws {
    private final float[] ofCards = new float[cards.count()];
    private final float[] ofTerminals = new float[terminals.count()];
    private final float[] ofRows = new float[weights.length];

    /** Returns the weights of a resample, one a row, which the next call overwrites. */
    float[] of(int resample) {
      long start = mix(seed + GOLDEN * (resample + 1L));
      fill(ofCards, cards, start);
      fill(ofTerminals, terminals, mix(start + GOLDEN));
      for (int row = 0; row < ofRows.length; row++) {
        ofRows[row] = weights[row] * ofCards[cards.of(row)] * ofTerminals[terminals.of(row)];
      }
      return ofRows;
    }

    private static void fill(float[] target, Clusters clusters, long start) {
      for (int cluster = 0; cluster < target.length; cluster++) {
        double uniform = ((mix(clusters.id(cluster) ^ start) >>> 11) + 0.5) * UNIT;
        target[cluster] = (float) -Math.log(uniform);
      }
    }
  }
}
