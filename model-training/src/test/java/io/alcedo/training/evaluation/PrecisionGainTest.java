package io.alcedo.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrecisionGainTest {
  private static final EvaluationSettings SETTINGS =
      EvaluationSettings.standard().withResamples(400).withThreads(2);

  @Test
  void isTheDifferenceThatFullComparisonsTell() {
    ScoredRows better = ScoredTraffic.rows(30_000, 1);
    ScoredRows worse = ScoredTraffic.blurred(better, 0.5, 2);

    PrecisionGain gain = PrecisionGain.of(worse, better, SETTINGS);
    PairedComparison.Difference full =
        new Evaluator(SETTINGS)
            .compare(worse, 0.2, better, 0.2)
            .difference(Figure.AVERAGE_PRECISION);

    assertThat(gain.champion()).isCloseTo(full.champion(), within(1e-12));
    assertThat(gain.challenger()).isCloseTo(full.challenger(), within(1e-12));
    assertThat(full.interval()).isNotNull();
    assertThat(gain.wideDeviation())
        .isCloseTo(full.interval().deviation(), within(0.03 * gain.wideDeviation()));
  }

  @Test
  void genuineRowsFarBelowMakeNoDifference() {
    ScoredRows one = ScoredTraffic.rows(40_000, 3);
    ScoredRows other = ScoredTraffic.blurred(one, 0.4, 4);

    PrecisionGain some = PrecisionGain.of(one, other, SETTINGS);
    PrecisionGain all = PrecisionGain.of(one, other, SETTINGS, Integer.MAX_VALUE);

    assertThat(some.value()).isCloseTo(all.value(), within(1e-12));
    assertThat(some.deviation()).isCloseTo(all.deviation(), within(0.03 * all.deviation()));
  }

  /** Draws worlds anew, which is what the deviation is to foretell. */
  @Test
  void foretellsHowDifferencesVaryWhereTheWideOneDoesNot() {
    int worlds = 120;
    double[] gains = new double[worlds];
    double foretold = 0;
    double wide = 0;
    for (int world = 0; world < worlds; world++) {
      ScoredRows one = ScoredTraffic.rows(8_000, 500, 400, 700 + world);
      PrecisionGain gain =
          PrecisionGain.of(
              ScoredTraffic.blurred(one, 0.5, 9_000 + world),
              ScoredTraffic.blurred(one, 0.5, 19_000 + world),
              SETTINGS.withResamples(100));
      gains[world] = gain.value();
      foretold += gain.deviation() / worlds;
      wide += gain.wideDeviation() / worlds;
    }
    Interval varied = Interval.percentile(gains, 0.95);
    assertThat(varied).isNotNull();

    // Noise by row alone: the wide deviation is too large by the root of 2.
    assertThat(foretold / varied.deviation()).as("foretold over true").isBetween(0.85, 1.15);
    assertThat(wide / foretold).as("wide over foretold").isBetween(1.3, 1.5);
  }

  @Test
  void whatIsByCardIsNotTakenOff() {
    Random random = new Random(5);
    ScoredRows.Builder rows = ScoredRows.builder();
    float[] others = new float[6_000];
    for (int card = 0; card < 300; card++) {
      double lean = random.nextGaussian();
      for (int i = 0; i < 20; i++) {
        boolean fraud = card % 4 == 0;
        double seen = (fraud ? 1 : 0) + random.nextGaussian();
        RowFacts facts =
            new RowFacts(
                card * 20 + i + 1L,
                card + 1L,
                1_000 + random.nextInt(500),
                100,
                Channel.UNKNOWN,
                null,
                false);
        rows.add(probability(seen), fraud, 1, 0, facts);
        others[card * 20 + i] = probability(seen + lean);
      }
    }
    ScoredRows one = rows.build();

    PrecisionGain gain = PrecisionGain.of(one, one.withScores(others), SETTINGS);

    assertThat(gain.deviation() / gain.wideDeviation()).isGreaterThan(0.95);
  }

  @Test
  void equalScoresDifferInNothing() {
    ScoredRows rows = ScoredTraffic.rows(2_000, 6);

    PrecisionGain gain = PrecisionGain.of(rows, rows, SETTINGS);

    assertThat(gain.value()).isZero();
    assertThat(gain.deviation()).isZero();
  }

  @Test
  void threadsAndSettingsOfOthersDecideNothing() {
    ScoredRows one = ScoredTraffic.rows(5_000, 7);
    ScoredRows other = ScoredTraffic.blurred(one, 0.4, 8);

    assertThat(PrecisionGain.of(one, other, SETTINGS.withThreads(1)))
        .isEqualTo(PrecisionGain.of(one, other, SETTINGS.withThreads(3).withCardsADay(7)));
    assertThatThrownBy(() -> PrecisionGain.of(one, ScoredTraffic.rows(5_000, 9), SETTINGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same rows");
  }

  private static float probability(double logOdds) {
    return (float) (1 / (1 + Math.exp(-logOdds)));
  }
}
