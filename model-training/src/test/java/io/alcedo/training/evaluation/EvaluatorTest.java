package io.alcedo.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final long DAY_MILLIS = 86_400_000;
  private static final EvaluationSettings SETTINGS = EvaluationSettings.standard().withResamples(0);

  @Test
  void everyFigureIsWhatItsDefinitionSaysOnRandomRowsWithTiesAndWeights() {
    for (int trial = 0; trial < 300; trial++) {
      long seed = 40_000 + trial;
      Random random = new Random(seed);
      ScoredRows rows = random(random, 2 + random.nextInt(120), trial % 3 == 0 ? 8 : 1_000_000);
      EvaluationSettings settings = SETTINGS.withCardsADay(1 + random.nextInt(12));
      double threshold = random.nextDouble();

      EvaluationReport report = new Evaluator(settings).evaluate(rows, threshold);

      FigureReference reference = new FigureReference(rows, threshold);
      assertThat(report.figures()).extracting(Measured::figure).containsExactly(Figure.values());
      for (Measured measured : report.figures()) {
        String as = measured.figure() + ", seed=" + seed;
        if (measured.figure() == Figure.CARD_PRECISION && trial % 3 == 0) {
          continue; // The reference does not know what to do with ties.
        }
        double expected = reference.of(measured.figure(), settings.cardsADay());
        if (Double.isFinite(expected)) {
          assertThat(measured.value()).as(as).isCloseTo(expected, within(1e-6));
        } else {
          assertThat(Double.isFinite(measured.value())).as(as).isFalse();
        }
      }
    }
  }

  /** Three days, two cards a day, worked by hand. */
  @Test
  void cardPrecisionIsTheHandbooks() {
    ScoredRows.Builder rows = ScoredRows.builder();
    // Day 0: cards 1 (its lower row the fraud) and 2 come first; card 3's fraud is third.
    add(rows, 0, 1, 0.9, false);
    add(rows, 0, 1, 0.2, true);
    add(rows, 0, 2, 0.8, false);
    add(rows, 0, 3, 0.7, true);
    // Day 1: card 1 was caught and is gone, so that 2 and 3 come first: no hit.
    add(rows, 1, 1, 0.95, true);
    add(rows, 1, 2, 0.6, false);
    add(rows, 1, 3, 0.5, false);
    add(rows, 1, 4, 0.4, true);
    // Day 2: card 3, which was never caught, and card 2 come first: one hit.
    add(rows, 2, 1, 0.99, true);
    add(rows, 2, 3, 0.98, true);
    add(rows, 2, 2, 0.3, false);
    add(rows, 2, 4, 0.2, true);

    EvaluationReport report = new Evaluator(SETTINGS.withCardsADay(2)).evaluate(rows.build(), 0.5);

    assertThat(report.value(Figure.CARD_PRECISION))
        .isCloseTo((1 / 2d + 0 / 2d + 1 / 2d) / 3, within(1e-12));
    assertThat(report.totals().days()).isEqualTo(3);
  }

  /** A resample may leave a card's best row of one day out, and not that of the next. */
  @Test
  void aRowThatAResampleLeavesOutCatchesNoCard() {
    ScoredRows.Builder builder = ScoredRows.builder();
    add(builder, 0, 1, 0.9, true);
    add(builder, 0, 2, 0.8, false);
    add(builder, 1, 1, 0.9, true);
    add(builder, 1, 2, 0.8, false);
    ScoredRows rows = builder.build();
    float[] scores = {0.9f, 0.8f, 0.9f, 0.8f};
    CardPrecision precision =
        new CardPrecision(rows, Ranking.of(scores), Clusters.ofCards(rows), 1);

    assertThat(precision.newWalk().mean(new float[] {1, 1, 1, 1})).isCloseTo(1 / 2d, within(1e-12));
    assertThat(precision.newWalk().mean(new float[] {0, 1, 1, 1})).isCloseTo(1 / 2d, within(1e-12));
    assertThat(precision.newWalk().mean(new float[] {0, 1, 0, 1})).isZero();
  }

  @Test
  void cardsOfOneScoreAreLookedAtInProportion() {
    ScoredRows.Builder rows = ScoredRows.builder();
    add(rows, 0, 1, 0.9, true);
    add(rows, 0, 2, 0.9, false);
    add(rows, 0, 3, 0.9, false);
    add(rows, 0, 4, 0.9, false);
    // Half of card 1 was caught the day before; half of it is left beside a whole other card.
    add(rows, 1, 1, 0.9, true);
    add(rows, 1, 2, 0.9, false);

    EvaluationReport report = new Evaluator(SETTINGS.withCardsADay(2)).evaluate(rows.build(), 0.5);

    assertThat(report.value(Figure.CARD_PRECISION))
        .isCloseTo((0.5 / 2 + 0.5 / 2) / 2, within(1e-12));
  }

  @Test
  void aModelThatCallsAllGenuineHasTheAccuracyToBeatAndNothingElse() {
    ScoredRows rows = random(new Random(3), 400, 1_000);

    EvaluationReport report = new Evaluator(SETTINGS).evaluate(rows, 1.1);

    assertThat(report.value(Figure.ACCURACY))
        .isEqualTo(report.totals().alwaysGenuineAccuracy())
        .isGreaterThan(0.5);
    assertThat(report.value(Figure.RECALL)).isZero();
    assertThat(report.value(Figure.PRECISION)).isNaN();
    assertThat(report.value(Figure.ALERT_CALIBRATION_ERROR)).isNaN();
    assertThat(report.curves().alertCalibration()).isEmpty();
  }

  @Test
  void totalsAreWeighedExceptThatRowsAreCounted() {
    ScoredRows.Builder rows = ScoredRows.builder();
    rows.add(0.9f, true, 3, 0, facts(1, 5, 700));
    rows.add(0.9f, false, 2, 0, facts(1, 6, 100));
    rows.add(0.1f, true, 1, 0, facts(2, 0, 50));
    rows.add(0.1f, false, 10, DAY_MILLIS, facts(0, 0, 20));

    Totals totals = new Evaluator(SETTINGS).evaluate(rows.build(), 0.5).totals();

    assertThat(totals).isEqualTo(new Totals(4, 2, 2, 3, 2, 4, 12, 3, 2, 2_150, 2_100, 2_550));
    assertThat(totals.alwaysGenuineAccuracy()).isEqualTo(12 / 16d);
  }

  @Test
  void doesNotCompareDifferentRows() {
    ScoredRows rows = random(new Random(1), 50, 100);
    ScoredRows others = random(new Random(2), 50, 100);

    assertThatThrownBy(() -> new Evaluator(SETTINGS).compare(rows, 0.5, others, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same rows");
    assertThatThrownBy(() -> rows.withScores(new float[49]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scores=49");
  }

  /** Rows of cards that each weigh the same on all their rows, a fraud and a genuine one first. */
  private static ScoredRows random(Random random, int count, int levels) {
    ScoredRows.Builder rows = ScoredRows.builder();
    for (int row = 0; row < count; row++) {
      int card = 1 + random.nextInt(20);
      boolean fraud = row < 2 ? row == 0 : random.nextInt(5) == 0;
      float score = (random.nextInt(levels) + 0.5f) / levels;
      RowFacts facts = facts(card, 1 + random.nextInt(5), 1 + random.nextInt(10_000));
      rows.add(score, fraud, 1 + card % 3, random.nextInt(4) * DAY_MILLIS + row, facts);
    }
    return rows.build();
  }

  private static void add(
      ScoredRows.Builder rows, int day, long card, double score, boolean fraud) {
    rows.add((float) score, fraud, 1, day * DAY_MILLIS + 5, facts(card, 1, 100));
  }

  private static RowFacts facts(long card, long terminal, long amount) {
    return new RowFacts(0, card, terminal, amount, Channel.UNKNOWN, null, false);
  }
}
