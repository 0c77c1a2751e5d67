package io.alcedo.scoring.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.GuardConfig;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.guard.GuardVerdict.Fault;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GuardJudgeTest {
  private static final GuardConfig LIMITS =
      new GuardConfig(
          Duration.ofHours(1), Duration.ofSeconds(10), 2_000, 0.01, Duration.ofMillis(50), 5, 0.5);
  private static final ModelVersion NEW = PairTraffic.NEW;
  private static final ModelVersion OLD = PairTraffic.OLD;

  private final GuardJudge judge = new GuardJudge(LIMITS);

  @Test
  void equalModelsAreNotRolledBackInFourHundredPromotions() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int wrong = 0;
    for (int promotion = 0; promotion < 400; promotion++) {
      GuardJudge guard = new GuardJudge(LIMITS);
      PairTraffic traffic = new PairTraffic(random, 0.002 + 0.02 * random.nextDouble());
      for (int window = 0; window < 6; window++) {
        guard.judge(traffic.alone(1, 700));
      }
      for (int window = 0; window < 40; window++) {
        GuardVerdict verdict = guard.judge(traffic.pair(2, 700, 0.7, 0));
        if (verdict.fault() != null || verdict.attack()) {
          wrong++;
          break;
        }
      }
    }
    assertThat(wrong).as("seed=%d", seed).isZero();
  }

  @Test
  void betterModelThatFindsThreeTimesAsMuchStays() {
    SplittableRandom random = new SplittableRandom(3);
    PairTraffic traffic = new PairTraffic(random, 0.01);
    for (int window = 0; window < 60; window++) {
      assertThat(judge.judge(traffic.pair(2, 1_000, 0.5, 1.2)).fault()).isNull();
    }
  }

  @Test
  void failingModelIsRolledBackAfterAHundredTransactions() {
    assertThat(judge.judge(failing(99, 99, 99, 0)).fault()).isNull();
    GuardVerdict verdict = judge.judge(failing(1, 1, 1, 0));
    assertThat(verdict.fault()).isEqualTo(Fault.INVALID_SCORES);
    assertThat(verdict.reason()).contains("failed to score 100 of 100 transactions");
  }

  @Test
  void errorsAreToldFromInvalidScores() {
    assertThat(judge.judge(failing(1_000, 30, 0, 0)).fault()).isEqualTo(Fault.ERRORS);
  }

  @Test
  void fewFailuresAndThoseOfBothAreNoReason() {
    assertThat(judge.judge(failing(1_000, 10, 10, 0)).fault()).isNull();
    assertThat(judge.judge(failing(1_000, 900, 0, 800)).fault()).isNull();
  }

  @Test
  void slowModelIsRolledBackUnlessTheMachineIsSlow() {
    assertThat(judge.judge(calls(1_000, 12, 0)).fault()).isNull();
    assertThat(new GuardJudge(LIMITS).judge(calls(1_000, 100, 90)).fault()).isNull();
    GuardVerdict verdict = new GuardJudge(LIMITS).judge(calls(1_000, 100, 1));
    assertThat(verdict.fault()).isEqualTo(Fault.LATENCY);
    assertThat(verdict.reason()).contains("100 of 1000 calls took longer than 50 ms");
  }

  @Test
  void oneFailedCallIsChance() {
    assertThat(judge.judge(failedCalls(64, 1)).fault()).isNull();
    assertThat(judge.judge(failedCalls(64, 1)).fault()).isEqualTo(Fault.ERRORS);
  }

  private static WindowSummary failedCalls(long failed, long calls) {
    return new WindowSummary(
        2,
        List.of(
            new ModelWindow(NEW, 500, failed, 0, calls, 10, 0, new ScoreHistogram()),
            new ModelWindow(OLD, 500, 0, 0, 0, 10, 0, new ScoreHistogram())),
        1,
        PairWindow.empty());
  }

  @Test
  void slownessIsJudgedOnlyBesideEnoughCallsOfTheModelBefore() {
    WindowSummary slow = calls(1_000, 100, 0, 99);
    assertThat(judge.judge(slow).fault()).isNull();
    assertThat(judge.judge(calls(1_000, 100, 0, 100)).fault()).isEqualTo(Fault.LATENCY);
  }

  @Test
  void modelWithMadScoresIsRolledBack() {
    for (PairTraffic.Scores mad :
        List.<PairTraffic.Scores>of(
            (truth, random) -> random.nextDouble(), // noise
            (truth, random) -> 0.97, // everything is fraud
            (truth, random) -> 1 - truth)) { // the wrong way round
      assertThat(verdictOn(mad, 4_000).fault()).isEqualTo(Fault.SCORES);
    }
    // One that sees nothing at all is found by the alerts that it does not raise.
    assertThat(verdictOn((truth, random) -> 1e-6, 40_000).fault()).isEqualTo(Fault.SCORES);
  }

  @Test
  void judgesOnlyOnEnoughTransactions() {
    assertThat(verdictOn((truth, random) -> 0.97, 1_999).fault()).isNull();
  }

  @Test
  void shiftThatBothSeeIsAnAttackAndNoRollback() {
    PairTraffic quiet = new PairTraffic(new SplittableRandom(5), 0.004);
    for (int window = 0; window < 10; window++) {
      judge.judge(quiet.alone(1, 1_000));
    }
    for (int window = 0; window < 5; window++) {
      GuardVerdict verdict = judge.judge(quiet.pair(2, 1_000, 0.7, 0));
      assertThat(verdict.attack()).isFalse();
    }
    // Fraud is thirty times as frequent now, and the new model sees twice as much of it.
    PairTraffic attack = new PairTraffic(new SplittableRandom(6), 0.12);
    GuardVerdict last = GuardVerdict.FINE;
    for (int window = 0; window < 10; window++) {
      last = judge.judge(attack.pair(2, 1_000, 0.7, 2));
      assertThat(last.fault()).isNull();
    }
    assertThat(last.attack()).isTrue();
    for (int window = 0; window < 10; window++) {
      last = judge.judge(quiet.pair(2, 1_000, 0.7, 0));
    }
    assertThat(last.attack()).isFalse();
  }

  @Test
  void aModelThatSeesSomeTimesMoreIsRolledBackOnlyWhereThatIsSurelyBeyondTheLimit() {
    // 5.6 times as many, but of so few alerts that it may be less than 5.
    assertThat(judge.judge(alerting(2, 9_004, 101, 18)).fault()).isNull();
    // 8 times as many, of as many alerts.
    assertThat(judge.judge(alerting(3, 9_004, 160, 20)).fault()).isEqualTo(Fault.SCORES);
  }

  @Test
  void attackIsNotHeldAgainstTheModelAfterItHasEnded() {
    for (int window = 0; window < 20; window++) {
      judge.judge(alerting(1, 500, 2, 2));
    }
    for (int window = 0; window < 8; window++) {
      assertThat(judge.judge(alerting(2, 500, 2, 2)).fault()).isNull();
    }
    // The new model sees the attack much better than the one before does.
    assertThat(judge.judge(alerting(2, 2_000, 960, 80)).attack()).isTrue();
    for (int window = 0; window < 8; window++) {
      assertThat(judge.judge(alerting(2, 500, 240, 20)).attack()).isTrue();
    }
    GuardVerdict last = GuardVerdict.ATTACK;
    for (int window = 0; window < 20; window++) {
      last = judge.judge(alerting(2, 500, 2, 2));
      assertThat(last.fault()).as("window=%d: %s", window, last.reason()).isNull();
    }
    assertThat(last.attack()).isFalse();
    for (int window = 0; window < 4 && last.fault() == null; window++) {
      last = judge.judge(alerting(2, 500, 240, 2));
    }
    assertThat(last.fault()).as("what it does later counts again").isEqualTo(Fault.SCORES);
  }

  /** A report by which the active model, if it is the new one, sees all that the other does. */
  private static WindowSummary alerting(long generation, int rows, int active, int former) {
    ScoreHistogram actives =
        ScoreHistogram.of(new long[] {rows - active, 0, 0, 0, active, 0, 0, 0});
    ScoreHistogram formers =
        ScoreHistogram.of(new long[] {rows - former, 0, 0, 0, former, 0, 0, 0});
    ModelWindow old = new ModelWindow(OLD, rows, 0, 0, 0, 10, 0, formers);
    return generation == 1
        ? new WindowSummary(1, List.of(old), -1, null)
        : new WindowSummary(
            generation,
            List.of(new ModelWindow(NEW, rows, 0, 0, 0, 10, 0, actives), old),
            1,
            new PairWindow(rows, active - former, 0, former, actives, formers));
  }

  @Test
  void madModelOnQuietTransactionsIsNoAttack() {
    PairTraffic quiet = new PairTraffic(new SplittableRandom(7), 0.004);
    for (int window = 0; window < 10; window++) {
      judge.judge(quiet.alone(1, 1_000));
    }
    GuardVerdict verdict = GuardVerdict.FINE;
    for (int window = 0; window < 4 && verdict.fault() == null; window++) {
      verdict = judge.judge(quiet.pair(2, 1_000, (truth, random) -> 0.9));
      assertThat(verdict.attack()).isFalse();
    }
    assertThat(verdict.fault()).isEqualTo(Fault.SCORES);
  }

  @Test
  void faultThatBeginsLateIsNotOutweighedByWhatWasWell() {
    PairTraffic quiet = new PairTraffic(new SplittableRandom(8), 0.01);
    for (int window = 0; window < 200; window++) {
      assertThat(judge.judge(quiet.pair(2, 1_000, 0.7, 0)).fault()).isNull();
    }
    GuardVerdict verdict = GuardVerdict.FINE;
    int windows = 0;
    while (verdict.fault() == null && windows < 4) {
      verdict = judge.judge(quiet.pair(2, 1_000, (truth, random) -> random.nextDouble()));
      windows++;
    }
    assertThat(verdict.fault()).isEqualTo(Fault.SCORES);
  }

  @Test
  void reportOfAnEarlierLineUpIsPassedOver() {
    judge.judge(new PairTraffic(new SplittableRandom(9), 0.01).alone(7, 1_000));
    WindowSummary late = failing(1_000, 1_000, 0, 0);
    assertThat(judge.judge(late).fault()).isNull();
  }

  @Test
  void whatModelsSaidBeforeIsRestored() {
    PairTraffic quiet = new PairTraffic(new SplittableRandom(10), 0.004);
    for (int window = 0; window < 10; window++) {
      judge.judge(quiet.alone(1, 1_000));
    }
    GuardJudge restored = new GuardJudge(LIMITS);
    restored.restore(judge.references());
    PairTraffic attack = new PairTraffic(new SplittableRandom(11), 0.15);
    GuardVerdict last = GuardVerdict.FINE;
    for (int window = 0; window < 5; window++) {
      last = restored.judge(attack.pair(2, 1_000, 0.7, 0));
    }
    assertThat(last.attack()).isTrue();
  }

  @Test
  void stabilityIndexIsThatOfItsFormula() {
    ScoreHistogram one = ScoreHistogram.of(new long[] {900, 50, 30, 10, 5, 3, 1, 1});
    ScoreHistogram other = ScoreHistogram.of(new long[] {800, 90, 60, 20, 15, 9, 3, 3});
    double expected = 0;
    for (int i = 0; i < 8; i++) {
      double p = (one.count(i) + 0.5) / 1_004;
      double q = (other.count(i) + 0.5) / 1_004;
      expected += (p - q) * Math.log(p / q);
    }
    assertThat(ScoreHistogram.stabilityIndex(one, other)).isEqualTo(expected);
    assertThat(ScoreHistogram.stabilityIndex(one, one)).isZero();
  }

  @Test
  void scoresAreSteppedByTheirOddsAgainstTheThreshold() {
    ScoreHistogram histogram = new ScoreHistogram();
    float scale = ScoreHistogram.scale(0.2); // odds of a quarter
    histogram.add(0.2f + 1e-6f, scale);
    histogram.add(0.19f, scale);
    histogram.add(0, scale);
    histogram.add(1, scale);
    histogram.add(0.0625f / 1.0625f + 1e-6f, scale); // a quarter of the threshold's odds
    assertThat(histogram.counts()).containsExactly(1, 0, 1, 1, 1, 0, 0, 1);
    assertThat(histogram.alerts()).isEqualTo(2);
  }

  private GuardVerdict verdictOn(PairTraffic.Scores mad, int rows) {
    GuardJudge guard = new GuardJudge(LIMITS);
    PairTraffic traffic = new PairTraffic(new SplittableRandom(4), 0.01);
    GuardVerdict verdict = GuardVerdict.FINE;
    for (int done = 0; done < rows && verdict.fault() == null; done += 1_000) {
      verdict = guard.judge(traffic.pair(2, Math.min(1_000, rows - done), mad));
    }
    return verdict;
  }

  private static WindowSummary failing(long asked, long failed, long invalid, long formerFailed) {
    return new WindowSummary(
        2,
        List.of(
            new ModelWindow(
                NEW, asked, failed, invalid, (failed + 19) / 20, 10, 0, new ScoreHistogram()),
            new ModelWindow(
                OLD,
                asked,
                formerFailed,
                0,
                (formerFailed + 19) / 20,
                10,
                0,
                new ScoreHistogram())),
        1,
        PairWindow.empty());
  }

  private static WindowSummary calls(long calls, long slow, long formerSlow) {
    return calls(calls, slow, formerSlow, calls);
  }

  private static WindowSummary calls(long calls, long slow, long formerSlow, long formerCalls) {
    return new WindowSummary(
        2,
        List.of(
            new ModelWindow(NEW, calls, 0, 0, 0, calls, slow, new ScoreHistogram()),
            new ModelWindow(OLD, calls, 0, 0, 0, formerCalls, formerSlow, new ScoreHistogram())),
        1,
        PairWindow.empty());
  }
}
