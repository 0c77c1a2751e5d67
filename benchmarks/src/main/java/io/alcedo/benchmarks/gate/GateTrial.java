package io.alcedo.benchmarks.gate;

import io.alcedo.training.gate.GateAttempt;
import io.alcedo.training.gate.GateCase;
import io.alcedo.training.gate.GateLedger;
import io.alcedo.training.gate.GateReport;
import io.alcedo.training.gate.GateSettings;
import io.alcedo.training.gate.GateVerdict;
import io.alcedo.training.gate.PromotionGate;
import java.time.Duration;
import java.time.Instant;

/**
 * One attempt of a challenger in a world of its own, look after look until the gate decides.
 *
 * @param settings what must be shown
 * @param own the share of the noise that is each model's own
 * @param gain how much higher detectable frauds stand with the challenger; 0 for equal models
 */
record GateTrial(GateSettings settings, double own, double gain) {

  /**
   * How an attempt ended.
   *
   * @param last the report of the last look
   * @param ledger the ledger after it
   */
  record End(GateReport last, GateLedger ledger) {
    boolean promoted() {
      return last.verdict() == GateVerdict.PROMOTE;
    }
  }

  /** Runs an attempt to its end, in the world of a seed. */
  End run(long seed, GateLedger before) {
    PromotionGate gate = new PromotionGate(settings);
    String id = "trial-" + seed;
    GateLedger ledger =
        before.opened(id, "champion", "challenger-" + seed, settings.significance());
    for (int look = 0; look < 2 * settings.looks() + 4; look++) {
      GateAttempt attempt = ledger.find(id);
      if (attempt == null) {
        break;
      }
      Duration matured = gate.nextLook(attempt);
      GateTraffic.Scores scores =
          GateTraffic.draw(seed, Math.toIntExact((matured.toHours() + 23) / 24), own, gain);
      GateCase looked =
          new GateCase(
              id,
              "cards",
              "champion",
              "challenger-" + seed,
              Instant.EPOCH,
              Instant.EPOCH.plus(matured),
              new GateCase.Scores(scores.champion(), scores.challenger()),
              0,
              new GateCase.Latency(64, Duration.ofMillis(1)),
              Instant.EPOCH.plus(matured));
      PromotionGate.Decision decision = gate.look(looked, ledger);
      ledger = decision.ledger();
      if (decision.report().verdict() != GateVerdict.WAIT) {
        return new End(decision.report(), ledger);
      }
    }
    throw new IllegalStateException("An attempt ends: attempt=" + id);
  }
}
