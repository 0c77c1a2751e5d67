package io.alcedo.training.evaluation;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import java.util.Random;

/** Scored card payments whose frauds run in terminals and cards; for tests. */
public final class ScoredTraffic {
  public static final long START = 1_750_032_000_000L;

  private static final long DAY_MILLIS = 86_400_000;
  private static final String[] CATEGORIES = {"5411", "5812", "5999", "7995", "4111"};

  private final Random random;
  private final int cards;
  private final int terminals;

  private ScoredTraffic(int cards, int terminals, long seed) {
    this.random = new Random(seed);
    this.cards = cards;
    this.terminals = terminals;
  }

  /** Rows over ten days, one in eight or so of weight 4. */
  public static ScoredRows rows(int count, long seed) {
    return rows(count, Math.max(2, count / 40), Math.max(2, count / 60), seed);
  }

  /** Rows of so many cards at so many terminals. */
  public static ScoredRows rows(int count, int cards, int terminals, long seed) {
    return new ScoredTraffic(cards, terminals, seed).scored(count);
  }

  /** Other scores for the rows: the same with so much noise in their log-odds. */
  public static ScoredRows blurred(ScoredRows rows, double noise, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[rows.size()];
    for (int row = 0; row < scores.length; row++) {
      double logOdds = Math.log(rows.score(row) / (1d - rows.score(row)));
      scores[row] = (float) probability(logOdds + noise * random.nextGaussian());
    }
    return rows.withScores(scores);
  }

  private ScoredRows scored(int count) {
    double[] cardRisks = risks(cards, 0.02);
    double[] terminalRisks = risks(terminals, 0.02);
    ScoredRows.Builder builder = ScoredRows.builder();
    for (int row = 0; row < count; row++) {
      int card = random.nextInt(cards);
      int terminal = random.nextInt(terminals);
      double seen =
          -5 + 1.4 * random.nextGaussian() + cardRisks[card] + 0.6 * terminalRisks[terminal];
      boolean fraud = random.nextDouble() < probability(seen + 0.4 * terminalRisks[terminal]);
      builder.add(
          (float) probability(Math.rint(seen * 50) / 50),
          fraud,
          random.nextInt(8) == 0 ? 4 : 1,
          START + (long) (row * 10d / count * DAY_MILLIS),
          facts(row, card, terminal, fraud));
    }
    return builder.build();
  }

  private RowFacts facts(int row, int card, int terminal, boolean fraud) {
    int place = random.nextInt(10);
    return new RowFacts(
        row + 1L,
        card + 1L,
        1_000_000L + terminal,
        (long) (200 + Math.exp(7.5 + (fraud ? 1.2 : 0.4) + random.nextGaussian())),
        place < 6 ? Channel.IN_STORE : place < 9 ? Channel.ONLINE : Channel.ATM,
        place == 9 ? null : CATEGORIES[random.nextInt(CATEGORIES.length)],
        card % 11 == 0);
  }

  private double[] risks(int count, double share) {
    double[] risks = new double[count];
    for (int i = 0; i < count; i++) {
      risks[i] = random.nextDouble() < share ? 4 + random.nextDouble() : 0;
    }
    return risks;
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
