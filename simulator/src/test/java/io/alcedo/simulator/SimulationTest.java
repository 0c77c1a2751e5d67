package io.alcedo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.TransactionType;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.LabelledTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final int MANY = 60_000;

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    List<LabelledTransaction> first = take(7, 2_000);

    assertThat(take(7, 2_000)).isEqualTo(first);
    assertThat(take(8, 2_000)).isNotEqualTo(first);
  }

  @Test
  void runsInEventTimeOrderWithIdsOfTheirOwn() {
    long latest = START.toEpochMilli();
    Set<String> ids = new HashSet<>();

    for (LabelledTransaction labelled : take(1, MANY)) {
      long time = labelled.transaction().getEventTime().toEpochMilli();
      assertThat(time).isGreaterThanOrEqualTo(latest);
      latest = time;
      assertThat(ids.add(labelled.transaction().getTransactionId())).isTrue();
    }
  }

  @Test
  void keepsTheRatePerCardAndDay() {
    List<LabelledTransaction> traffic = take(1, MANY);

    Instant last = traffic.get(MANY - 1).transaction().getEventTime();
    double days = (last.toEpochMilli() - START.toEpochMilli()) / 86_400_000.0;
    assertThat(MANY / days / 5_000).isBetween(2.5, 3.6);
  }

  @Test
  void hasRareFraudThatIsReportedLater() {
    List<LabelledTransaction> frauds =
        take(1, MANY).stream().filter(one -> !Boolean.FALSE.equals(one.fraud())).toList();

    assertThat(frauds.size() / (double) MANY).isBetween(0.001, 0.03);
    assertThat(frauds)
        .allSatisfy(
            fraud ->
                assertThat(fraud.labelKnownAt())
                    .isGreaterThan(fraud.transaction().getEventTime().toEpochMilli()));
    assertThat(frauds).anyMatch(fraud -> fraud.fraud() == null);
  }

  @Test
  void sendsCardNumbersThatPassTheCheckOfLuhn() {
    for (LabelledTransaction labelled : take(3, 5_000)) {
      assertThat(luhnSum(labelled.transaction().getCardNumber()) % 10).isZero();
    }
  }

  @Test
  void takesBackWhatWasPaidBefore() {
    Set<String> seen = new HashSet<>();
    int back = 0;
    for (LabelledTransaction labelled : take(1, MANY)) {
      TransactionType type = labelled.transaction().getType();
      if (type == TransactionType.REFUND || type == TransactionType.REVERSAL) {
        assertThat(seen).contains(labelled.transaction().getOriginalTransactionId());
        back++;
      }
      seen.add(labelled.transaction().getTransactionId());
    }
    assertThat(back / (double) MANY).isBetween(0.005, 0.03);
  }

  @Test
  void sendsRecordsThatTheirSchemasTake() {
    SingleObjectFraming framing = new SingleObjectFraming();
    for (LabelledTransaction labelled : take(4, 5_000)) {
      assertThat(framing.encode(labelled.transaction())).isNotEmpty();
      assertThat(framing.encode(labelled.outcome())).isNotEmpty();
    }
  }

  @Test
  void changesThePatternOfFraudAtTheStatedMomentAndNothingBefore() {
    Instant change = START.plus(Duration.ofDays(2));
    SimulationSettings settings = SimulationSettings.standard(5, START);

    List<LabelledTransaction> steady = take(settings, MANY);
    List<LabelledTransaction> changed = take(settings.withPatternChange(change), MANY);

    int before = (int) steady.stream().takeWhile(one -> eventTime(one).isBefore(change)).count();
    assertThat(before).isBetween(20_000, MANY - 20_000);
    assertThat(changed.subList(0, before)).isEqualTo(steady.subList(0, before));
    assertThat(changed).isNotEqualTo(steady);
    assertThat(take(settings.withPatternChange(change), MANY)).isEqualTo(changed);
  }

  @Test
  void letsTheRingShareItsPhonesAndGiveThemUp() {
    Instant change = START.plus(Duration.ofDays(1));
    List<LabelledTransaction> traffic =
        take(SimulationSettings.standard(5, START).withPatternChange(change), 4 * MANY);

    assertThat(cardsOfTheBusiestDevice(traffic, START, change)).isLessThanOrEqualTo(2);
    // Hasty episodes that had begun by the change are over a day later.
    Instant settled = change.plus(Duration.ofDays(1));
    assertThat(cardsOfTheBusiestDevice(traffic, settled, settled.plus(Duration.ofDays(3))))
        .isGreaterThan(5);
    Set<String> early = devicesOfFrauds(traffic, settled, settled.plus(Duration.ofDays(2)));
    Set<String> late =
        devicesOfFrauds(
            traffic, settled.plus(Duration.ofDays(8)), settled.plus(Duration.ofDays(10)));
    assertThat(late).isNotEmpty().doesNotContainAnyElementsOf(early);
  }

  @Test
  void keepsTheShareOfFraudWhenThePatternChanges() {
    Instant change = START.plus(Duration.ofDays(4));
    List<LabelledTransaction> traffic =
        take(SimulationSettings.standard(5, START).withPatternChange(change), 2 * MANY);
    List<LabelledTransaction> after =
        traffic.stream()
            .filter(one -> eventTime(one).isAfter(change.plus(Duration.ofDays(1))))
            .toList();

    double frauds = after.stream().filter(one -> !Boolean.FALSE.equals(one.fraud())).count();

    assertThat(frauds / after.size()).isBetween(0.004, 0.015);
  }

  @Test
  void takesANewPatternWhileItRuns() {
    SimulationSettings settings = SimulationSettings.standard(5, START);
    Simulation turned = new Simulation(settings);
    List<LabelledTransaction> before = take(turned, 1_000);
    turned.changePattern(FraudPattern.PATIENT);
    List<LabelledTransaction> after = take(turned, MANY);

    assertThat(before).isEqualTo(take(settings, 1_000));
    assertThat(cardsOfTheBusiestDevice(after, START, START.plus(Duration.ofDays(9))))
        .isGreaterThan(5);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> SimulationSettings.standard(1, START).withPopulation(1, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cards is 10 to 10,000,000: value=1");
  }

  private static List<LabelledTransaction> take(long seed, int count) {
    return take(SimulationSettings.standard(seed, START), count);
  }

  private static List<LabelledTransaction> take(SimulationSettings settings, int count) {
    return take(new Simulation(settings), count);
  }

  private static List<LabelledTransaction> take(Simulation simulation, int count) {
    List<LabelledTransaction> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(simulation.next());
    }
    return taken;
  }

  private static Instant eventTime(LabelledTransaction labelled) {
    return labelled.transaction().getEventTime();
  }

  private static int cardsOfTheBusiestDevice(
      List<LabelledTransaction> traffic, Instant from, Instant to) {
    Map<String, Set<String>> cards = new HashMap<>();
    for (LabelledTransaction one : between(traffic, from, to)) {
      if (one.transaction().getDeviceId() != null) {
        cards
            .computeIfAbsent(one.transaction().getDeviceId(), device -> new HashSet<>())
            .add(one.transaction().getCardNumber());
      }
    }
    return cards.values().stream().mapToInt(Set::size).max().orElse(0);
  }

  private static Set<String> devicesOfFrauds(
      List<LabelledTransaction> traffic, Instant from, Instant to) {
    return between(traffic, from, to).stream()
        .filter(one -> Boolean.TRUE.equals(one.fraud()))
        .map(one -> one.transaction().getDeviceId())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static List<LabelledTransaction> between(
      List<LabelledTransaction> traffic, Instant from, Instant to) {
    return traffic.stream()
        .filter(one -> !eventTime(one).isBefore(from) && eventTime(one).isBefore(to))
        .toList();
  }

  private static int luhnSum(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
    }
    return sum;
  }
}
