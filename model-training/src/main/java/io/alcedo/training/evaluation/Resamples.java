package io.alcedo.training.evaluation;

/**
 * Weights that resample rows by card and by terminal at once, as often as one likes.
 *
 * <p>Rows of one card, and rows of one terminal, share their luck: a terminal is compromised for
 * weeks, a card is copied once and used many times. To resample row by row takes them for that many
 * independent pieces of news and makes intervals too narrow (on the handbook's data by half). Cards
 * and terminals cross: neither lies within the other. So each card and each terminal draws a weight
 * of its own, independently, and a row counts by its own weight times the mean of its card's and
 * its terminal's. Drawn weights have mean 1 and variance 4, so that those of two rows have
 * covariance 1 where they share a card or a terminal, 2 where they share both, and none else. For a
 * mean (and, by its influence function, for any smooth figure) with residuals e the variance is
 * therefore the sum of e_i e_j over pairs of rows of one card, plus that over pairs of one
 * terminal.
 *
 * <p>Reweighting each factor on its own is the method of A. B. Owen ("The pigeonhole bootstrap",
 * Annals of Applied Statistics 1, 2007) and A. B. Owen and D. Eckles ("Bootstrapping data arrays of
 * arbitrary order", Annals of Applied Statistics 6, 2012). They multiply the factors' weights,
 * which adds a third sum, over pairs that share both. No bootstrap is exact for crossed data; both
 * err on the wide side, since what is peculiar to a row is in every sum: here the deviation is too
 * large by at most the root of 2, where rows are in truth independent, and by little where cards or
 * terminals matter. A product would reach the root of 3, which costs a comparison of models most:
 * what is left of a difference on the same rows is mostly peculiar to rows.
 *
 * <p>A weight is 0 with probability 0.6 and exponential of mean 2.5 else: a row drops out in 36 %
 * of resamples, about as often as when rows are drawn with replacement. It is a function of the
 * seed, the number of the resample and the hash of the card or terminal: two models, in whatever
 * order their rows are, meet the same resamples. Immutable and thread-safe; each thread takes a
 * {@link Draws} of its own.
 */
final class Resamples {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  /** The share of weights above 0 with which exponential ones have mean 1 and variance 4. */
  private static final double DRAWN = 0.4;

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
        float drawn = weight(ofCards, cards.of(row)) + weight(ofTerminals, terminals.of(row));
        ofRows[row] = weights[row] * drawn / 2;
      }
      return ofRows;
    }

    private static float weight(float[] drawn, int cluster) {
      return cluster < 0 ? 1 : drawn[cluster];
    }

    private static void fill(float[] target, Clusters clusters, long start) {
      for (int cluster = 0; cluster < target.length; cluster++) {
        double uniform = ((mix(clusters.id(cluster) ^ start) >>> 11) + 0.5) * UNIT;
        target[cluster] = uniform < DRAWN ? (float) (-Math.log(uniform / DRAWN) / DRAWN) : 0;
      }
    }
  }
}
