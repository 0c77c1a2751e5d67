package io.alcedo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.TransactionType;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.LabelledTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> SimulationSettings.standard(1, START).withPopulation(1, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cards is 10 to 10,000,000: value=1");
  }

  private static List<LabelledTransaction> take(long seed, int count) {
    Simulation simulation = new Simulation(SimulationSettings.standard(seed, START));
    List<LabelledTransaction> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(simulation.next());
    }
    return taken;
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
