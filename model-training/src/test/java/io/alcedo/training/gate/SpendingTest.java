package io.alcedo.training.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpendingTest {
  private static final double SIGNIFICANCE = 0.01;

  @Test
  void noNumberOfAttemptsSpendsMoreThanTheBudget() {
    GateLedger ledger = GateLedger.EMPTY;
    double spent = 0;
    for (int attempt = 0; attempt < 500; attempt++) {
      String id = "run-" + attempt;
      ledger = ledger.opened(id, "a", "b" + attempt, SIGNIFICANCE).abandoned(id);
      spent += ledger.attempts().get(attempt).level();
    }

    assertThat(ledger.attempts().get(0).level()).isCloseTo(0.0060793, within(1e-7));
    assertThat(ledger.attempts().get(1).level()).isCloseTo(0.0015198, within(1e-7));
    assertThat(spent).isBetween(0.99 * SIGNIFICANCE, SIGNIFICANCE);
  }

  @Test
  void aPromotionOpensAnotherBudgetBesideWhatIsLeft() {
    GateLedger ledger =
        new GateLedger(
            List.of(
                ended("one", GateVerdict.HOLD),
                ended("two", GateVerdict.PROMOTE),
                ended("three", GateVerdict.HOLD)));

    GateLedger next = ledger.opened("four", "b", "c", SIGNIFICANCE);

    // The fourth of the first budget, the second of the one that opened with the second.
    double expected = SIGNIFICANCE * (6 / (Math.PI * Math.PI)) * (1 / 16.0 + 1 / 4.0);
    assertThat(next.attempts().get(3).level()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void looksSpendLittleEarlyAndAllAtTheEnd() {
    double quarter = Spending.freed(SIGNIFICANCE, 0.25);
    double half = Spending.freed(SIGNIFICANCE, 0.5);

    // 2 (1 - Phi(2.5758 / sqrt(f))), from a table of the normal distribution.
    assertThat(quarter).isCloseTo(2.58e-7, within(0.02e-7));
    assertThat(half).isCloseTo(2.696e-4, within(0.003e-4));
    assertThat(Spending.freed(SIGNIFICANCE, 1)).isEqualTo(SIGNIFICANCE);
    assertThat(Spending.freed(SIGNIFICANCE, 1.5)).isEqualTo(SIGNIFICANCE);
  }

  @Test
  void looksOfAnAttemptTogetherSpendItsLevelWhereverTheyFall() {
    GateAttempt attempt = new GateAttempt("run", "a", "b", 0.004, List.of(), null);
    for (double fraction : new double[] {0.26, 0.3, 0.77, 1, 1.25, 2}) {
      double spent = attempt.available(fraction);
      attempt = attempt.looked(new GateLook(fraction, spent), GateVerdict.WAIT);
    }

    assertThat(attempt.looks().stream().mapToDouble(GateLook::spent).sum())
        .isCloseTo(0.004, within(1e-15));
    assertThat(attempt.looks().get(4).spent()).isZero();
  }

  private static GateAttempt ended(String id, GateVerdict verdict) {
    return new GateAttempt(id, "a", "b-" + id, 0.001, List.of(), verdict);
  }
}
