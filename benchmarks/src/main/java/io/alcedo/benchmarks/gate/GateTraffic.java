package io.alcedo.benchmarks.gate;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.evaluation.ScoredRows;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * Card traffic as two models score it, of the size and the clustering of the handbook's simulated
 * data: 5,000 cards with up to four payments a day each, 10,000 terminals, about 9,600 payments and
 * 85 frauds a day. Two terminals a day are compromised, all payments there being fraud for 28 days;
 * three cards a day are copied, a third of their payments being fraud for 14 days; some payments
 * are frauds by their amount.
 *
 * <p>A model's score comes of a latent value: normal around 0 for genuine payments and around a
 * height for frauds. Both models find the same frauds hard (a terminal in its first week, whose
 * labels have not come; some of a copied card's) and share a part of the noise; the rest is each
 * model's own, by card, by terminal and by payment. The probability follows from the latent value
 * by Bayes' rule, so scores are calibrated. For one world, and for one thread.
 */
final class GateTraffic {
  static final int DAYS = 28;

  private static final int CARDS = 5_000;
  private static final int TERMINALS = 10_000;
  private static final int TERMINALS_A_CARD = 60;
  private static final int TERMINAL_FRAUD_DAYS = 28;
  private static final int CARD_FRAUD_DAYS = 14;
  private static final int HIDDEN_DAYS = 7;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final double BY_AMOUNT = 0.0005;

  /** Of the noise, what goes by card and by terminal; the rest goes by payment. */
  private static final double NOISE_BY_CARD = 0.25;

  private static final double NOISE_BY_TERMINAL = 0.25;

  /** How high frauds stand, by kind, and how many there are for each genuine payment. */
  private static final double[] HEIGHTS = {0.3, 4.6, 1.0, 4.2, 7};

  private static final double[] SHARES = {0.0014, 0.0042, 0.0008, 0.0019, 0.0005};
  private static final int TERMINAL_HIDDEN = 0;
  private static final int TERMINAL_SEEN = 1;
  private static final int CARD_HIDDEN = 2;
  private static final int CARD_SEEN = 3;
  private static final int AMOUNT = 4;

  private final Random random;
  private final double own;
  private final double gain;
  private final ScoredRows.Builder champion = ScoredRows.builder();
  private final ScoredRows.Builder challenger = ScoredRows.builder();
  private final int[] terminalFraudFrom = new int[TERMINALS];
  private final int[] cardFraudFrom = new int[CARDS];
  private final double[] rates;
  private final float[][] ofCards;
  private final float[][] ofTerminals;
  private long transactions;

  private GateTraffic(long seed, double own, double gain) {
    this.random = new Random(seed);
    this.own = own;
    this.gain = gain;
    this.rates = random.doubles(CARDS, 0, 3.84).toArray();
    this.ofCards = noise(CARDS);
    this.ofTerminals = noise(TERMINALS);
  }

  /**
   * Both models' scores on the same rows.
   *
   * @param champion the champion's
   * @param challenger the challenger's
   */
  record Scores(ScoredRows champion, ScoredRows challenger) {}

  /**
   * Draws the first days of a world; the same seed gives the same world, however many are asked
   * for.
   *
   * @param own the share of the noise's variance that is each model's own, 0 to 1
   * @param gain how much higher detectable frauds stand with the challenger
   */
  static Scores draw(long seed, int days, double own, double gain) {
    return new GateTraffic(seed, own, gain).draw(days);
  }

  private Scores draw(int days) {
    Arrays.fill(terminalFraudFrom, Integer.MIN_VALUE / 2);
    Arrays.fill(cardFraudFrom, Integer.MIN_VALUE / 2);
    for (int day = -TERMINAL_FRAUD_DAYS; day < days; day++) {
      for (int i = 0; i < 2; i++) {
        terminalFraudFrom[random.nextInt(TERMINALS)] = day;
      }
      for (int i = 0; i < 3; i++) {
        cardFraudFrom[random.nextInt(CARDS)] = day;
      }
      for (int card = 0; card < CARDS && day >= 0; card++) {
        payments(card, day);
      }
    }
    return new Scores(champion.build(), challenger.build());
  }

  private void payments(int card, int day) {
    double limit = Math.exp(-rates[card]);
    for (double left = random.nextDouble(); left > limit; left *= random.nextDouble()) {
      payment(card, card * 31 + random.nextInt(TERMINALS_A_CARD) * 167, day);
    }
  }

  private void payment(int card, int place, int day) {
    int terminal = place % TERMINALS;
    int kind = kind(card, terminal, day);
    double shared = latent(0, card, terminal);
    double first = Math.sqrt(1 - own) * shared + Math.sqrt(own) * latent(1, card, terminal);
    double second = Math.sqrt(1 - own) * shared + Math.sqrt(own) * latent(2, card, terminal);
    double height = kind < 0 ? 0 : HEIGHTS[kind];
    transactions++;
    RowFacts facts =
        new RowFacts(
            transactions,
            card + 1L,
            1_000_000L + terminal,
            (long) (200 + Math.exp(8 + random.nextGaussian())),
            random.nextInt(3) == 0 ? Channel.ONLINE : Channel.IN_STORE,
            null,
            false);
    long time = day * DAY_MILLIS + random.nextInt((int) DAY_MILLIS);
    champion.add(probability(first + height, 0), kind >= 0, 1, time, facts);
    double more = kind == TERMINAL_SEEN || kind == CARD_SEEN ? gain : 0;
    challenger.add(probability(second + height + more, gain), kind >= 0, 1, time, facts);
  }

  /** Returns what makes a payment a fraud, -1 for a genuine one. */
  private int kind(int card, int terminal, int day) {
    int terminalAge = day - terminalFraudFrom[terminal];
    if (terminalAge < TERMINAL_FRAUD_DAYS) {
      return terminalAge < HIDDEN_DAYS ? TERMINAL_HIDDEN : TERMINAL_SEEN;
    }
    double lot = random.nextDouble();
    if (day - cardFraudFrom[card] < CARD_FRAUD_DAYS && lot < 1.0 / 3) {
      return lot < 0.1 ? CARD_HIDDEN : CARD_SEEN;
    }
    return lot > 1 - BY_AMOUNT ? AMOUNT : -1;
  }

  private double latent(int model, int card, int terminal) {
    return Math.sqrt(NOISE_BY_CARD) * ofCards[model][card]
        + Math.sqrt(NOISE_BY_TERMINAL) * ofTerminals[model][terminal]
        + Math.sqrt(1 - NOISE_BY_CARD - NOISE_BY_TERMINAL) * random.nextGaussian();
  }

  /** Bayes' rule for normal values of variance 1 around 0 and around each height. */
  private static float probability(double latent, double gain) {
    double odds = 0;
    for (int kind = 0; kind < HEIGHTS.length; kind++) {
      double height = HEIGHTS[kind] + (kind == TERMINAL_SEEN || kind == CARD_SEEN ? gain : 0);
      odds += SHARES[kind] * Math.exp(height * latent - height * height / 2);
    }
    return (float) (odds / (1 + odds));
  }

  private float[][] noise(int count) {
    float[][] noise = new float[3][count];
    for (float[] ofModel : noise) {
      for (int i = 0; i < count; i++) {
        ofModel[i] = (float) random.nextGaussian();
      }
    }
    return noise;
  }
}
