package io.alcedo.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.evaluation.PairedComparison.Difference;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private static final EvaluationSettings SETTINGS =
      EvaluationSettings.standard().withResamples(2_000).withThreads(2);

  @Test
  void deviatesAsTheFormulaOfTheSchemeSays() {
    ScoredRows rows = clustered(new Random(11), 3_000, 300, 200, 0.2);

    Measured recall = recall(rows, SETTINGS);

    // The residuals of a share, summed within cards and within terminals.
    double expected =
        Math.sqrt(
            squares(rows, RowFacts::card, recall.value())
                + squares(rows, RowFacts::terminal, recall.value()));
    assertThat(interval(recall).deviation()).isCloseTo(expected, within(0.06 * expected));
    assertThat(interval(recall).low())
        .isCloseTo(recall.value() - 1.96 * expected, within(0.4 * expected));
    assertThat(interval(recall).high())
        .isCloseTo(recall.value() + 1.96 * expected, within(0.4 * expected));
  }

  @Test
  void independentRowsWithoutCardOrTerminalDeviateAsAShareDoes() {
    Random random = new Random(12);
    float[] scores = new float[2_000];
    byte[] labels = new byte[scores.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = random.nextFloat();
      labels[row] = 1;
    }
    Measured recall = recall(ScoredRows.of(scores, labels), SETTINGS);

    double expected = Math.sqrt(recall.value() * (1 - recall.value()) / scores.length);
    assertThat(interval(recall).deviation()).isCloseTo(expected, within(0.06 * expected));
  }

  /** Draws the whole data anew many times, which is what an interval is to foretell. */
  @Test
  void foretellsHowClusteredDataVariesWhereResamplingByRowWouldNot() {
    int worlds = 300;
    double[] recalls = new double[worlds];
    double foretold = 0;
    double byRow = 0;
    for (int world = 0; world < worlds; world++) {
      ScoredRows rows = clustered(new Random(500 + world), 2_000, 80, 60, 0.2);
      Measured recall = recall(rows, SETTINGS.withResamples(60));
      recalls[world] = recall.value();
      foretold += interval(recall).deviation() / worlds;
      byRow += Math.sqrt(recall.value() * (1 - recall.value()) / rows.size()) / worlds;
    }
    Interval varied = Interval.percentile(recalls, 0.95);
    assertThat(varied).isNotNull();
    double truth = varied.deviation();

    assertThat(foretold / truth).as("deviation foretold over true").isBetween(0.9, 1.2);
    assertThat(byRow / truth).as("deviation by row over true").isLessThan(0.5);
  }

  @Test
  void isTheSameForAnyNumberOfThreadsAndAnotherForAnotherSeed() {
    ScoredRows rows = ScoredTraffic.rows(3_000, 5);
    EvaluationSettings settings = SETTINGS.withResamples(37);

    EvaluationReport one = new Evaluator(settings.withThreads(1)).evaluate(rows, 0.2);
    EvaluationReport three = new Evaluator(settings.withThreads(3)).evaluate(rows, 0.2);
    EvaluationReport other = new Evaluator(settings.withSeed(18)).evaluate(rows, 0.2);

    assertThat(three.figures()).isEqualTo(one.figures());
    assertThat(three.segments()).isEqualTo(one.segments());
    assertThat(other.figures()).isNotEqualTo(one.figures());
    assertThat(other.value(Figure.AUC)).isEqualTo(one.value(Figure.AUC));
  }

  @Test
  void theOrderOfRowsDecidesNothing() {
    ScoredRows rows = ScoredTraffic.rows(2_000, 6);
    ScoredRows.Builder turned = ScoredRows.builder();
    for (int row = rows.size() - 1; row >= 0; row--) {
      turned.add(
          rows.score(row), rows.fraud(row), rows.weight(row), rows.eventTime(row), rows.facts(row));
    }
    EvaluationSettings settings = SETTINGS.withResamples(20);

    EvaluationReport first = new Evaluator(settings).evaluate(rows, 0.2);
    EvaluationReport second = new Evaluator(settings).evaluate(turned.build(), 0.2);

    for (Figure figure : Figure.values()) {
      Measured one = first.figures().get(figure.ordinal());
      Measured other = second.figures().get(figure.ordinal());
      assertThat(other.value()).as(figure.name()).isCloseTo(one.value(), within(1e-9));
      assertThat(interval(other).low())
          .as(figure.name())
          .isCloseTo(interval(one).low(), within(1e-6));
    }
  }

  @Test
  void noiseAloneIsNoCalibrationErrorThatOneCouldBeSureOf() {
    Random random = new Random(13);
    float[] scores = new float[20_000];
    byte[] labels = new byte[scores.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = 0.2f * random.nextFloat();
      labels[row] = (byte) (random.nextFloat() < scores[row] ? 1 : 0);
    }
    EvaluationReport right =
        new Evaluator(SETTINGS.withResamples(200)).evaluate(ScoredRows.of(scores, labels), 0.1);
    float[] doubled = new float[scores.length];
    for (int row = 0; row < scores.length; row++) {
      doubled[row] = 2 * scores[row];
    }
    EvaluationReport wrong =
        new Evaluator(SETTINGS.withResamples(200)).evaluate(ScoredRows.of(doubled, labels), 0.1);

    Measured noise = right.figures().get(Figure.CALIBRATION_ERROR.ordinal());
    assertThat(noise.value()).isPositive();
    assertThat(interval(noise).low()).isLessThan(0.25 * noise.value());
    Measured error = wrong.figures().get(Figure.CALIBRATION_ERROR.ordinal());
    assertThat(error.value()).isCloseTo(0.1, within(0.01));
    assertThat(interval(error).low()).isGreaterThan(0.09);
    assertThat(interval(error).high()).isLessThan(0.11);
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    ScoredRows rows = ScoredTraffic.rows(3_000, 8);

    PairedComparison paired =
        new Evaluator(SETTINGS.withResamples(30)).compare(rows, 0.2, rows, 0.2);

    for (Difference difference : paired.differences()) {
      assertThat(difference.value()).isZero();
      assertThat(difference.interval()).isEqualTo(new Interval(0, 0, 0));
      if (difference.figure().better() != Figure.Better.NEITHER) {
        assertThat(difference.shareBetter()).as(difference.figure().name()).isEqualTo(0.5);
      }
    }
  }

  @Test
  void pairsTellModelsApartThatIntervalsOfTheirOwnDoNot() {
    ScoredRows better = ScoredTraffic.rows(40_000, 9);
    ScoredRows worse = ScoredTraffic.blurred(better, 0.5, 10);
    Evaluator evaluator = new Evaluator(SETTINGS.withResamples(200));

    Difference gain =
        evaluator.compare(worse, 0.2, better, 0.2).difference(Figure.AVERAGE_PRECISION);
    Difference loss = evaluator.compare(better, 0.2, worse, 0.2).difference(Figure.LOG_LOSS);

    Measured alone =
        evaluator.evaluate(worse, 0.2).figures().get(Figure.AVERAGE_PRECISION.ordinal());
    assertThat(interval(alone).high()).isGreaterThan(gain.challenger());
    assertThat(gain.value()).isPositive();
    assertThat(gain.interval()).isNotNull();
    assertThat(gain.interval().low()).isPositive();
    assertThat(gain.interval().deviation()).isLessThan(0.7 * interval(alone).deviation());
    assertThat(gain.shareBetter()).isGreaterThan(0.97);
    assertThat(gain.resampled().size()).isEqualTo(200);
    assertThat(gain.resampled().quantile(0.5)).isCloseTo(gain.value(), within(0.02));
    assertThat(loss.value()).isPositive();
    assertThat(loss.shareBetter()).isLessThan(0.03);
  }

  @Test
  void withoutResamplesThereAreFiguresAndNoIntervals() {
    ScoredRows rows = ScoredTraffic.rows(1_000, 10);
    Evaluator evaluator = new Evaluator(SETTINGS.withResamples(0));

    assertThat(evaluator.evaluate(rows, 0.2).figures())
        .allSatisfy(measured -> assertThat(measured.interval()).isNull());
    Difference difference = evaluator.compare(rows, 0.2, rows, 0.2).difference(Figure.AUC);
    assertThat(difference.interval()).isNull();
    assertThat(difference.shareBetter()).isNaN();
  }

  private static Measured recall(ScoredRows rows, EvaluationSettings settings) {
    EvaluationReport report = new Evaluator(settings).evaluate(rows, 0.5);
    return report.figures().get(Figure.RECALL.ordinal());
  }

  private static Interval interval(Measured measured) {
    Interval interval = measured.interval();
    assertThat(interval).as(measured.figure().name()).isNotNull();
    return interval;
  }

  /** Frauds whose scores lean the same way within a card, and within a terminal. */
  private static ScoredRows clustered(
      Random random, int count, int cards, int terminals, double lean) {
    double[] ofCards = random.doubles(cards, -lean, lean).toArray();
    double[] ofTerminals = random.doubles(terminals, -lean, lean).toArray();
    ScoredRows.Builder rows = ScoredRows.builder();
    for (int row = 0; row < count; row++) {
      int card = random.nextInt(cards);
      int terminal = random.nextInt(terminals);
      double score =
          0.5 + ofCards[card] + ofTerminals[terminal] + 0.1 * (random.nextDouble() - 0.5);
      RowFacts facts =
          new RowFacts(row + 1L, card + 1L, terminal + 1L, 100, Channel.UNKNOWN, null, false);
      rows.add((float) score, true, 1, 0, facts);
    }
    return rows.build();
  }

  /** The squares of the residuals' sums by group, each over the number of rows. */
  private static double squares(ScoredRows rows, ToLongFunction<RowFacts> group, double recall) {
    Map<Long, Double> sums = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      double residual = ((rows.score(row) >= 0.5 ? 1 : 0) - recall) / rows.size();
      sums.merge(group.applyAsLong(rows.facts(row)), residual, Double::sum);
    }
    return sums.values().stream().mapToDouble(sum -> sum * sum).sum();
  }
}
