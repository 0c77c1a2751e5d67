package io.alcedo.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingSet;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ImpactTest {
  private final TrainingSet.Builder rows = TrainingSet.builder(List.of("x"));

  @Test
  void countsAlertsFraudsAndMoney() {
    add(true, 5_000);
    add(true, 3_000);
    add(false, 2_000);
    add(false, 70_000);
    add(false, 20_000);
    TrainingSet set = rows.build();

    Impact impact = Impact.of(set, new float[] {0.9f, 0.2f, 0.5f, 0.1f, 0.7f}, 0.5, 2);

    assertThat(impact).isEqualTo(new Impact(0.5, 2, 3, 2, 1, 100_000, 5_000, 3_000));
    assertThat(impact.alertsPerDay()).isEqualTo(1.5);
    assertThat(impact.genuinePerFraud()).isEqualTo(2);
    assertThat(impact.caughtBasisPoints()).isCloseTo(500, Assertions.within(1e-9));
    assertThat(impact.missedBasisPoints()).isCloseTo(300, Assertions.within(1e-9));
  }

  @Test
  void noFraudCaughtMakesNoShareOfThem() {
    add(true, 100);
    add(false, 100);

    Impact impact = Impact.of(rows.build(), new float[] {0.1f, 0.2f}, 0.5, 1);

    assertThat(impact.genuinePerFraud()).isNaN();
    assertThat(impact.missedBasisPoints()).isEqualTo(5_000);
  }

  private void add(boolean fraud, long amountMinor) {
    RowFacts facts = new RowFacts(1, 1, 1, amountMinor, Channel.UNKNOWN, null, false);
    rows.add(new float[] {0}, fraud, 0, 0, 1, facts);
  }
}
