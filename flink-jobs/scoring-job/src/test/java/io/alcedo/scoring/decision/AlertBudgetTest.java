package io.alcedo.scoring.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.model.Thresholds;
import io.alcedo.registry.Assignment;
import io.alcedo.schema.Decision;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertBudgetTest {
  private static final long SEED = 20261125;
  private static final int DAYS = 67;
  private static final Thresholds STATED = new Thresholds(0.3, 0.8);
  private static final String FROZEN_HEAD =
      "010000019254d380000000000000004e203ff0000000000000000000000000000001370000019254d380000000000000"
          + "075300003ff00000000000003ff000000000000000000000000000000000000000000000";
  private static final String FROZEN_TAIL = "01013701d0053f7fbe88";
  private static final long NOON = AlertTraffic.DAY * 20_000 + 12 * AlertTraffic.HOUR;

  /**
   * The promise: within 10 % of N on 95 % of the days, of those with an attack, and of those with a
   * swap. The output of this test is the table of docs/monitoring.md.
   */
  @ParameterizedTest
  @CsvSource({
    "100, 1, 20000, 0",
    "100, 1, 5000, 0",
    "200, 4, 20000, 0",
    "500, 2, 50000, 0",
    "2000, 4, 50000, 0",
    "200, 1, 20000, 2"
  })
  void alertsADayComeWithinATenthOnAlmostAllDays(
      int alertsPerDay, int subtasks, double volume, double step) {
    List<AlertTraffic.Day> days = new ArrayList<>();
    for (long seed = SEED; seed < SEED + 2; seed++) {
      days.addAll(new AlertTraffic(seed, volume, step, budgets(alertsPerDay, subtasks)).days(DAYS));
    }
    String all = met(days, alertsPerDay, day -> true);
    System.out.printf(
        "alert budget: seeds=%d,%d alertsPerDay=%d subtasks=%d transactionsPerDay=%.0f step=%.2f:"
            + " days within a tenth %s, with an attack %s, with a swap %s%n",
        SEED,
        SEED + 1,
        alertsPerDay,
        subtasks,
        volume,
        step,
        all,
        met(days, alertsPerDay, AlertTraffic.Day::attack),
        met(days, alertsPerDay, AlertTraffic.Day::swap));
    for (Predicate<AlertTraffic.Day> kind :
        List.<Predicate<AlertTraffic.Day>>of(
            day -> true, AlertTraffic.Day::attack, AlertTraffic.Day::swap)) {
      List<AlertTraffic.Day> some = days.stream().filter(kind).toList();
      assertThat(some).hasSizeGreaterThan(15);
      assertThat(some.stream().filter(day -> day.within(0.1, alertsPerDay)).count())
          .as("seeds=%d,%d of %s", SEED, SEED + 1, some)
          .isGreaterThanOrEqualTo((long) Math.ceil(0.95 * some.size()));
    }
  }

  @Test
  void aFixedThresholdDoesNotComeNear() {
    AlertThresholds fixed =
        new AlertThresholds() {
          @Override
          public Thresholds current(String version, Thresholds stated, long nowMillis) {
            return new Thresholds(0.2, 0.8);
          }

          @Override
          public void observed(String version, double score, Decision decision, long nowMillis) {}

          @Override
          public byte[] snapshot() {
            return new byte[0];
          }

          @Override
          public void restore(Iterable<byte[]> snapshots) {}
        };
    List<AlertTraffic.Day> days = new AlertTraffic(SEED, 20_000, 0, fixed).days(DAYS);
    double usual =
        days.stream()
            .mapToInt(AlertTraffic.Day::alerts)
            .sorted()
            .skip(30)
            .findFirst()
            .orElseThrow();

    assertThat(days.stream().filter(day -> day.within(0.1, usual)).count())
        .as("seed=%d, alerts=%s", SEED, days)
        .isLessThan(days.size() / 2);
  }

  @Test
  void aRestartWithAnotherParallelismGoesOnInTheMiddleOfTheDay() {
    AlertTraffic traffic = new AlertTraffic(SEED, 20_000, 0, budgets(200, 2));
    List<AlertTraffic.Day> days = new ArrayList<>();
    for (int number = 0; number < 28; number++) {
      days.add(traffic.day(number));
      traffic.restart(budgets(200, number % 3 + 1));
    }

    assertThat(days.subList(AlertTraffic.FIRST_JUDGED, 28))
        .as("seed=%d", SEED)
        .allMatch(day -> day.within(0.1, 200));
  }

  @Test
  void eachSubtaskTakesItsPartOfWhatAllKnew() {
    AlertBudget[] before = {new AlertBudget(100, 2), new AlertBudget(100, 2)};
    for (AlertBudget budget : before) {
      budget.current("1", STATED, NOON - 12 * AlertTraffic.HOUR);
      for (int i = 0; i < 600; i++) {
        Decision decision = i % 20 == 0 ? Decision.REVIEW : Decision.APPROVE;
        budget.observed("1", i / 1000.0, decision, NOON);
      }
    }
    AlertBudget after = new AlertBudget(100, 3);
    after.restore(List.of(before[0].snapshot(), before[1].snapshot(), new byte[0]));

    assertThat(after.alerts()).isCloseTo(20, within(1e-9));
    assertThat(after.current("1", STATED, NOON).review())
        .as("60 of 100 are used at noon, 40 are to come of 1200 more")
        .isCloseTo(0.58, within(0.01));
  }

  @Test
  void declinesAreNeverBelowReviewsAndNeverBelowTheirOwnThreshold() {
    AlertBudget budget = new AlertBudget(10, 1);
    for (int i = 0; i < 5000; i++) {
      budget.observed("1", 0.95 + 0.0499 * i / 5000, Decision.APPROVE, NOON);
    }
    Thresholds risen = budget.current("1", STATED, NOON);
    assertThat(risen.review()).isGreaterThan(0.9);
    assertThat(risen.decline()).isEqualTo(risen.review());

    AlertBudget calm = new AlertBudget(10, 1);
    for (int i = 0; i < 5000; i++) {
      calm.observed("1", 0.05 * i / 5000, Decision.APPROVE, NOON);
    }
    assertThat(calm.current("1", STATED, NOON).review()).isLessThan(0.1);
    assertThat(calm.current("1", STATED, NOON).decline()).isEqualTo(0.8);
  }

  @Test
  void versionThatDecidesUnseenBeginsWithTheScoresOfTheOneBefore() {
    AlertBudget budget = new AlertBudget(10, 1);
    for (int i = 0; i < 5000; i++) {
      budget.current("1", STATED, NOON);
      budget.observed("1", 0.05 * i / 5000, Decision.APPROVE, NOON);
    }
    assertThat(budget.current("2", STATED, NOON)).isEqualTo(STATED);
    budget.observed("2", 0.01, Decision.APPROVE, NOON);

    assertThat(budget.current("2", STATED, NOON).review()).isLessThan(0.1);
  }

  @Test
  void versionsOfTheLargestLineUpAreAllRemembered() {
    AlertBudget budget = new AlertBudget(10, 1);
    int models = Assignment.MOST_SHADOWS + 3; // with the active one, a canary and the one before
    for (int i = 0; i < 200 * models; i++) {
      budget.current("0", STATED, NOON);
      String version = Integer.toString(i % models);
      budget.observed(version, 0.01, i % models == 0 ? Decision.APPROVE : null, NOON);
    }
    for (int version = 0; version < models; version++) {
      assertThat(budget.current(Integer.toString(version), STATED, NOON).review())
          .as("version=%d", version)
          .isLessThan(0.1);
    }
  }

  @Test
  void thresholdsAreTheStatedOnesUntilScoresAreKnown() {
    AlertBudget budget = new AlertBudget(10, 1);

    assertThat(budget.current("1", STATED, NOON)).isEqualTo(STATED);
    IntStream.range(0, 99).forEach(i -> budget.observed("1", 0.1, Decision.APPROVE, NOON));
    assertThat(budget.current("1", STATED, NOON)).isEqualTo(STATED);
  }

  @Test
  void decisionsWithoutAScoreCount() {
    AlertBudget budget = new AlertBudget(10, 1);
    budget.observed("1", Double.NaN, Decision.REVIEW, NOON - 12 * AlertTraffic.HOUR);
    budget.observed("1", Double.NaN, Decision.APPROVE, NOON);
    budget.observed("2", 0.99, null, NOON);

    assertThat(budget.alerts()).isEqualTo(1);
  }

  @Test
  void aDayThatHasBegunHasItsRestOfTheBudget() {
    AlertBudget budget = new AlertBudget(10, 1);
    budget.current("1", STATED, NOON);

    assertThat(budget.alerts()).isEqualTo(5);
    budget.current("1", STATED, NOON + 12 * AlertTraffic.HOUR);
    assertThat(budget.alerts()).isZero();
  }

  @Test
  void bytesOfTheFirstFormatAreRead() {
    AlertBudget budget = new AlertBudget(10, 1);
    budget.observed("7", 0.5, Decision.REVIEW, NOON - 12 * AlertTraffic.HOUR);
    budget.current("7", STATED, NOON - 12 * AlertTraffic.HOUR);
    String frozen = FROZEN_HEAD + "00".repeat(168 * 8) + FROZEN_TAIL;

    assertThat(budget.snapshot()).isEqualTo(HexFormat.of().parseHex(frozen));
    AlertBudget read = new AlertBudget(10, 1);
    read.restore(List.of(HexFormat.of().parseHex(frozen)));
    assertThat(read.snapshot()).isEqualTo(budget.snapshot());
  }

  @Test
  void otherBytesAreRefused() {
    AlertBudget budget = new AlertBudget(10, 1);

    assertThatThrownBy(() -> budget.restore(List.of(new byte[] {9, 1, 2})))
        .hasRootCauseMessage("The format of an alert budget is 1: format=9");
  }

  private static AlertThresholds[] budgets(double alertsPerDay, int subtasks) {
    return IntStream.range(0, subtasks)
        .mapToObj(subtask -> new AlertBudget(alertsPerDay, subtasks))
        .toArray(AlertThresholds[]::new);
  }

  private static String met(
      List<AlertTraffic.Day> days, int alertsPerDay, Predicate<AlertTraffic.Day> kind) {
    List<AlertTraffic.Day> some = days.stream().filter(kind).toList();
    return some.stream().filter(day -> day.within(0.1, alertsPerDay)).count() + "/" + some.size();
  }
}
