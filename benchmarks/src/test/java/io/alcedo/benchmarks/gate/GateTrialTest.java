package io.alcedo.benchmarks.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.gate.GateLedger;
import io.alcedo.training.gate.GateSettings;
import io.alcedo.training.gate.GateText;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The benchmark of the gate in small: a week of labels, two looks, fixed seeds. */
class GateTrialTest {
  private static final GateSettings SETTINGS =
      new GateSettings(
          0.002,
          0.01,
          Duration.ofDays(7),
          2,
          100,
          0.3,
          0.1,
          100,
          Duration.ofMillis(20),
          EvaluationSettings.standard().withResamples(100).withThreads(1));
  private static final int GATES = 8;

  @Test
  void worldsAreOfTheHandbooksSize() {
    GateTraffic.Scores scores = GateTraffic.draw(3, 7, GateTrials.OWN, 0);

    Evaluation evaluation = Evaluation.of(scores.champion());
    assertThat(evaluation.rows() / 7.0).isCloseTo(9_600, within(300.0));
    assertThat(evaluation.frauds() / 7).isCloseTo(85, within(25.0));
    assertThat(evaluation.averagePrecision()).isBetween(0.6, 0.85);
    assertThat(GateTraffic.draw(3, 2, GateTrials.OWN, 0).champion().score(999))
        .as("the first days of a world are the same, however many are drawn")
        .isEqualTo(scores.champion().score(999));
  }

  @Test
  void equalModelsAreNotPromoted() {
    GateTrial trial = new GateTrial(SETTINGS, GateTrials.OWN, 0);
    GateLedger ledger = GateLedger.EMPTY;
    for (int gate = 0; gate < GATES; gate++) {
      GateTrial.End end = trial.run(100 + gate, ledger);
      ledger = end.ledger();
      assertThat(end.promoted()).as(GateText.of(end.last())).isFalse();
    }
    assertThat(ledger.attempts()).hasSize(GATES);
  }

  @Test
  void muchBetterModelsAre() {
    GateTrial trial = new GateTrial(SETTINGS, GateTrials.OWN, 2);
    for (int gate = 0; gate < GATES / 2; gate++) {
      GateTrial.End end = trial.run(200 + gate, GateLedger.EMPTY);
      assertThat(end.promoted()).as(GateText.of(end.last())).isTrue();
    }
  }
}
