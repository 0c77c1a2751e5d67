package io.alcedo.training.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.monitor.QualityMonitor.Decided;
import io.alcedo.training.monitor.QualityMonitor.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class QualityMonitorTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long START = 20_000 * DAY;
  private static final Duration MATURITY = Duration.ofDays(30);

  /** What happened to one transaction in the end. */
  private record Case(Decided decided, Truth truth) {}

  /** Beside a plain count over all transactions with their last verdict, in two parts, shuffled. */
  @RepeatedTest(10)
  void figuresAreThoseOfTheLastVerdicts() throws Exception {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    QualityMonitor[] parts = {new QualityMonitor(), new QualityMonitor()};
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double score = Math.pow(random.nextDouble(), 4);
      boolean alert = score > 0.5;
      long time = START + random.nextLong(40 * DAY);
      Decided decided =
          new Decided(random.nextInt(3) == 0 ? "2" : "1", time, score, alert, score > 0.9);
      parts[random.nextInt(2)].scored(decided);
      Truth truth = Truth.UNKNOWN;
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        Truth next = Truth.values()[random.nextInt(3)];
        parts[random.nextInt(2)].judged(decided, next, truth);
        truth = next;
      }
      cases.add(new Case(decided, truth));
    }
    QualityMonitor all = QualityMonitor.of(parts[0].toBytes());
    all.addAll(parts[1]);

    List<ModelQuality> report = all.report(START + 60 * DAY, MATURITY);

    assertThat(report).as("seed=%d", seed).hasSize(2);
    for (ModelQuality quality : report) {
      Predicate<Case> mine =
          one ->
              one.decided().version().equals(quality.version())
                  && one.decided().eventTime() >= START + 2 * DAY
                  && one.decided().eventTime() < START + 30 * DAY;
      Predicate<Case> alert = one -> one.decided().alert();
      Predicate<Case> fraud = one -> one.truth() == Truth.FRAUD;
      Predicate<Case> known = one -> one.truth() != Truth.UNKNOWN;
      Predicate<Case> open = one -> !one.decided().declined();
      assertThat(quality.scored()).as("seed=%d", seed).isEqualTo(count(cases, mine));
      assertThat(quality.precision().value())
          .isEqualTo(
              (double) count(cases, mine.and(alert).and(fraud))
                  / count(cases, mine.and(alert).and(known)));
      assertThat(quality.recall().value())
          .isEqualTo(
              (double) count(cases, mine.and(alert).and(fraud)) / count(cases, mine.and(fraud)));
      double expected =
          cases.stream().filter(mine.and(open)).mapToDouble(one -> one.decided().score()).sum();
      assertThat(quality.calibration().value())
          .isCloseTo(count(cases, mine.and(open).and(fraud)) / expected, within(1e-9));
      assertThat(quality.groups().stream().mapToLong(ModelQuality.Group::rows).sum())
          .isEqualTo(count(cases, mine.and(open)));
    }
  }

  @Test
  void onlyMatureDaysCount() {
    QualityMonitor monitor = new QualityMonitor();
    monitor.scored(new Decided("1", START, 0.6, true, false));

    assertThat(monitor.report(START + 31 * DAY - 1, MATURITY)).isEmpty();
    assertThat(monitor.report(START + 31 * DAY, MATURITY)).hasSize(1);
    assertThat(monitor.report(START + 59 * DAY, MATURITY)).isEmpty();
  }

  /** Calibrated scores, whose frauds come in runs: 95 % intervals hold 1 in at least 90 of 100. */
  @Test
  void intervalsOfCalibrationHoldTheTruth() {
    SplittableRandom random = new SplittableRandom(4);
    int held = 0;
    for (int round = 0; round < 100; round++) {
      QualityMonitor monitor = new QualityMonitor();
      for (int day = 0; day < 28; day++) {
        for (int run = 0; run < 40; run++) {
          boolean fraud = random.nextInt(10) == 0;
          for (int i = 0; i < 4; i++) {
            Decided decided = new Decided("1", START + day * DAY, 0.1, false, false);
            monitor.scored(decided);
            monitor.judged(decided, fraud ? Truth.FRAUD : Truth.UNKNOWN, Truth.UNKNOWN);
          }
        }
      }
      Estimate ratio = monitor.report(START + 58 * DAY, MATURITY).get(0).calibration();
      held += ratio.low() <= 1 && 1 <= ratio.high() ? 1 : 0;
    }

    assertThat(held).isBetween(90, 99);
  }

  /** Known intervals: Wilson's of 9 in 10, and the exact Poisson's of 10, which Byar's is near. */
  @Test
  void intervalsAreThoseOfTheBooks() {
    Estimate share = Estimate.share(9, 10);
    assertThat(share.low()).isCloseTo(0.5958, within(1e-3));
    assertThat(share.high()).isCloseTo(0.9821, within(1e-3));
    Estimate ratio = Estimate.ratio(10, 1, 1);
    assertThat(ratio.low()).isCloseTo(4.795, within(0.02));
    assertThat(ratio.high()).isCloseTo(18.39, within(0.02));
    assertThat(Estimate.ratio(0, 1, 1).high()).isCloseTo(3.69, within(0.1));
    assertThat(Estimate.share(0, 0).value()).isNaN();
  }

  @Test
  void delaysFadeInFourWeeks() {
    QualityMonitor monitor = new QualityMonitor();
    for (int i = 0; i < 300; i++) {
      monitor.labelled(START, START + 2 * DAY);
    }
    assertThat(monitor.labelDelaySeconds(0.5)).isCloseTo(2 * 86_400, within(0.06 * 2 * 86_400));
    for (int i = 0; i < 100; i++) {
      monitor.labelled(START + 60 * DAY, START + 70 * DAY);
    }

    assertThat(monitor.labelDelaySeconds(0.3)).isLessThan(3 * 86_400);
    assertThat(monitor.labelDelaySeconds(0.5)).isGreaterThan(9 * 86_400);
  }

  @Test
  void whatItKeepsIsBounded() {
    QualityMonitor monitor = new QualityMonitor();
    for (int i = 0; i < 5_000; i++) {
      monitor.scored(new Decided("v" + i % 30, START + i * DAY / 4, 0.2, false, false));
    }

    assertThat(monitor.toBytes().length).isLessThan(200 * 8 * 300);
    assertThatThrownBy(() -> QualityMonitor.of(new byte[] {3}))
        .hasMessage("The format of a quality monitor is 1: format=3");
  }

  private static long count(List<Case> cases, Predicate<Case> which) {
    return cases.stream().filter(which).count();
  }
}
