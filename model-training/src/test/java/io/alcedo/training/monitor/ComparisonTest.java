package io.alcedo.training.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.monitor.Comparison.Judged;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** Beside all pairs of values of now and then. */
  @RepeatedTest(10)
  void theShiftIsTheShareOfPairsInWhichNowIsAboveThenLessAHalf() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    float[] now = values(random, 200, 3);
    float[] then = values(random, 300, 4);
    double above = 0;
    for (float value : now) {
      for (float other : then) {
        int sign = Integer.compare(ValueBins.of(value), ValueBins.of(other));
        above += sign > 0 ? 1 : sign == 0 ? 0.5 : 0;
      }
    }

    assertThat(compare(counts(now, 0), counts(then, 0)).comparison().shift())
        .as("seed=%d", seed)
        .isCloseTo(above / now.length / then.length - 0.5, within(1e-6));
  }

  /** As often as chance says: the variance of shifts of equal spreads is the one stated. */
  @Test
  void itsVarianceIsThatOfChance() {
    SplittableRandom random = new SplittableRandom(5);
    double squares = 0;
    double stated = 0;
    int rounds = 2_000;
    for (int i = 0; i < rounds; i++) {
      Judged judged = compare(counts(values(random, 200, 3), 0), counts(values(random, 600, 3), 0));
      squares += Math.pow(judged.comparison().shift(), 2);
      stated += judged.shiftVariance();
    }

    assertThat(squares / stated).isCloseTo(1, within(0.1));
  }

  @Test
  void missingIsTheDifferenceOfTheShares() {
    float[] values = new float[90];
    Comparison comparison = compare(counts(values, 10), counts(values, 0)).comparison();

    assertThat(comparison.missing()).isCloseTo(0.1, within(1e-9));
    assertThat(comparison.values()).isEqualTo(90);
  }

  @Test
  void theIndexIsNothingForEqualSpreadsAndTheTextbooksForOthers() {
    float[] then = new float[1000];
    float[] now = new float[1000];
    for (int i = 0; i < 1000; i++) {
      then[i] = 1 + i % 10;
      now[i] = i < 500 ? 1 : 1 + i % 10;
    }
    double textbook = (0.55 - 0.1) * Math.log(0.55 / 0.1) + 9 * (0.05 - 0.1) * Math.log(0.05 / 0.1);

    assertThat(compare(counts(then, 0), counts(then, 0)).comparison().psi()).isZero();
    assertThat(compare(counts(now, 0), counts(then, 0)).comparison().psi())
        .isCloseTo(textbook, within(0.02));
  }

  @Test
  void hoursOfThenAreMixedAsThoseOfNow() {
    ValueCounts low = counts(new float[] {1, 1, 1, 1}, 0);
    ValueCounts high = counts(new float[] {9, 9, 9, 9}, 0);
    Comparison.Reference reference = new Comparison.Reference(6);
    reference.add(low.plus(100, ValueCounts.EMPTY, 0), low, 5);
    reference.add(high, high.plus(100, ValueCounts.EMPTY, 0), 5);

    Comparison comparison = requireNonNull(reference.compare(50)).comparison();
    assertThat(comparison.shift()).isCloseTo(0, within(1e-9));
    assertThat(comparison.usualMedian()).isEqualTo(ValueBins.middle(ValueBins.of(1)));
  }

  @Test
  void fewVectorsAreNotCompared() {
    Comparison.Reference reference = new Comparison.Reference(1);
    ValueCounts few = counts(new float[49], 0);
    reference.add(few, few, 5);

    assertThat(reference.compare(50)).isNull();
    assertThat(new Comparison.Reference(1).compare(0)).isNull();
  }

  @Test
  void aFeatureWithoutAnyValueIsComparedByWhatIsMissing() {
    ValueCounts none = counts(new float[0], 100);
    Judged judged = compare(none, none);

    assertThat(judged.comparison().missing()).isZero();
    assertThat(judged.comparison().shift()).isZero();
    assertThat(judged.shiftVariance()).isNaN();
    assertThat(judged.comparison().median()).isNaN();
  }

  @Test
  void countsAreReadAsWritten() throws Exception {
    ValueCounts counts = counts(values(new SplittableRandom(2), 500, 4), 7);
    HourSummary summary =
        new HourSummary(400_000, java.util.Map.of("a", counts), java.util.Map.of("v", counts));

    HourSummary read = HourSummary.of(summary.toBytes());

    assertThat(read.toBytes()).isEqualTo(summary.toBytes());
    assertThat(read.hour()).isEqualTo(400_000);
    assertThat(List.copyOf(read.features().keySet())).containsExactly("a");
  }

  private static Judged compare(ValueCounts now, ValueCounts then) {
    Comparison.Reference reference = new Comparison.Reference(1);
    reference.add(now, then, 1);
    return requireNonNull(reference.compare(10));
  }

  private static float[] values(SplittableRandom random, int count, double spread) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.rint(spread * random.nextGaussian());
    }
    return values;
  }

  private static ValueCounts counts(float[] values, int missing) {
    double[] all = new double[ValueBins.COUNT];
    for (float value : values) {
      all[ValueBins.of(value)]++;
    }
    return ValueCounts.of(all, missing);
  }
}
