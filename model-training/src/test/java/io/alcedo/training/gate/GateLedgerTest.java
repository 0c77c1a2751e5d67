package io.alcedo.training.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateLedgerTest {
  private static final GateLedger ONE = GateLedger.EMPTY.opened("run-1", "a", "b", 0.01);

  @Test
  void openingTwiceIsOpeningOnce() {
    assertThat(ONE.opened("run-1", "a", "b", 0.01)).isSameAs(ONE);
    assertThat(ONE.number("run-1")).isEqualTo(1);
    assertThat(ONE.number("run-2")).isZero();
  }

  @Test
  void oneAttemptIsOpenAtATime() {
    assertThatThrownBy(() -> ONE.opened("run-2", "a", "c", 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attempt=run-1");

    GateLedger two = ONE.abandoned("run-1").opened("run-2", "a", "c", 0.01);

    assertThat(two.attempts().get(0).verdict()).isEqualTo(GateVerdict.HOLD);
    assertThat(two.attempts().get(1).open()).isTrue();
    assertThat(two.abandoned("run-1")).isSameAs(two);
    assertThat(two.abandoned("run-9")).isSameAs(two);
  }

  @Test
  void jsonTellsAllOfIt() throws Exception {
    GateAttempt looked =
        new GateAttempt(
            "run-1",
            "a",
            "b",
            0.004,
            List.of(new GateLook(0.25, 1e-7), new GateLook(1, 0.0039)),
            GateVerdict.PROMOTE);
    GateLedger ledger = new GateLedger(List.of(looked)).opened("run-2", "b", "c", 0.01);

    assertThat(GateJson.readLedger(GateJson.write(ledger))).isEqualTo(ledger);
  }

  @Test
  void jsonOfNewerCodeIsReadToo() throws Exception {
    byte[] json =
        """
        {"attempts": [{"id": "r", "champion": "a", "challenger": "b", "level": 0.004,
          "looks": [], "verdict": null, "later": {"key": 1}}]}
        """
            .getBytes(StandardCharsets.UTF_8);

    assertThat(GateJson.readLedger(json).attempts())
        .containsExactly(new GateAttempt("r", "a", "b", 0.004, List.of(), null));
  }
}
