package io.alcedo.training.evaluation;

import java.util.List;

/**
 * How rows are judged.
 *
 * @param cardsADay how many cards a day {@link Figure#CARD_PRECISION} looks at
 * @param amountBands the upper bounds, exclusive and ascending, of the amount bands in minor units
 *     of the base currency; a last band has none
 * @param amountDigits decimal digits of the base currency, to show amounts
 * @param resamples how many times rows are resampled for intervals; 0 for none
 * @param confidence the share of cases in which an interval is to hold the truth, as 0.95
 * @param seed what the resamples start from
 * @param threads how many threads resample; the figures do not depend on it
 */
public record EvaluationSettings(
    int cardsADay,
    List<Long> amountBands,
    int amountDigits,
    int resamples,
    double confidence,
    long seed,
    int threads) {
  /** Segments of one kind beyond the largest this many go together as "other". */
  public static final int MOST_SEGMENTS = 20;

  /** A segment with fewer frauds or fewer genuine rows than this is called small. */
  public static final int SMALL = 50;

  /** Checks every setting. */
  public EvaluationSettings {
    require(cardsADay > 0, "cardsADay", "above 0", cardsADay);
    amountBands = List.copyOf(amountBands);
    for (int i = 0; i < amountBands.size(); i++) {
      long below = i == 0 ? 0 : amountBands.get(i - 1);
      require(amountBands.get(i) > below, "amountBands", "ascending and above 0", amountBands);
    }
    require(amountDigits >= 0 && amountDigits <= 4, "amountDigits", "0 to 4", amountDigits);
    require(resamples >= 0 && resamples <= 100_000, "resamples", "0 to 100000", resamples);
    require(confidence > 0 && confidence < 1, "confidence", "between 0 and 1", confidence);
    require(threads > 0, "threads", "above 0", threads);
  }

  /**
   * Returns the settings of a report: 100 cards a day, amounts as the European rules on strong
   * authentication part them (30, 100, 250 and 500), of two decimal digits, 200 resamples,
   * intervals of 95 %.
   */
  public static EvaluationSettings standard() {
    return standard(2);
  }

  /**
   * Returns the settings of a report, the bands being those amounts in a base currency of so many
   * decimal digits.
   */
  public static EvaluationSettings standard(int amountDigits) {
    long unit = Math.round(Math.pow(10, amountDigits));
    return new EvaluationSettings(
        100,
        List.of(30 * unit, 100 * unit, 250 * unit, 500 * unit),
        amountDigits,
        200,
        0.95,
        17,
        Runtime.getRuntime().availableProcessors());
  }

  /** Returns these settings with another number of resamples; 0 for no intervals. */
  public EvaluationSettings withResamples(int number) {
    return new EvaluationSettings(
        cardsADay, amountBands, amountDigits, number, confidence, seed, threads);
  }

  /** Returns these settings with another seed. */
  public EvaluationSettings withSeed(long other) {
    return new EvaluationSettings(
        cardsADay, amountBands, amountDigits, resamples, confidence, other, threads);
  }

  /** Returns these settings with another number of threads. */
  public EvaluationSettings withThreads(int number) {
    return new EvaluationSettings(
        cardsADay, amountBands, amountDigits, resamples, confidence, seed, number);
  }

  /** Returns these settings with another number of cards a day. */
  public EvaluationSettings withCardsADay(int number) {
    return new EvaluationSettings(
        number, amountBands, amountDigits, resamples, confidence, seed, threads);
  }

  private static void require(boolean holds, String name, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + rule + ": " + name + "=" + value);
    }
  }
}
