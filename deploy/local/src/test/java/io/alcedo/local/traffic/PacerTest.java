package io.alcedo.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong nanos = new AtomicLong(-5 * MILLI);

  @Test
  void tellsWhatIsDueAndKeepsFractions() {
    Pacer pacer = new Pacer(1_500, nanos::get);
    assertThat(pacer.due()).isZero();
    nanos.addAndGet(MILLI); // 1.5 due
    assertThat(pacer.due()).isEqualTo(1);
    nanos.addAndGet(MILLI); // 1.5 and the half that was left
    assertThat(pacer.due()).isEqualTo(2);
    assertThat(pacer.due()).isZero();
  }

  @Test
  void holdsTheRateOverManyTicks() {
    Pacer pacer = new Pacer(777, nanos::get);
    long due = 0;
    for (int tick = 0; tick < 10_000; tick++) {
      nanos.addAndGet(7 * MILLI); // 70 s in all
      due += pacer.due();
    }
    assertThat(due).isBetween(777L * 70 - 1, 777L * 70);
  }

  @Test
  void catchesUpAfterAPauseInSteps() {
    Pacer pacer = new Pacer(1_000, nanos::get);
    nanos.addAndGet(250 * MILLI);
    assertThat(pacer.due()).isEqualTo(100); // a tenth of a second's
    assertThat(pacer.due()).isEqualTo(100);
    assertThat(pacer.due()).isEqualTo(50);
    assertThat(pacer.due()).isZero();
  }

  @Test
  void givesUpWhatIsMoreThanFiveSecondsLate() {
    Pacer pacer = new Pacer(1_000, nanos::get);
    nanos.addAndGet(60_000 * MILLI);
    long due = 0;
    for (int step = 0; step < 100; step++) {
      due += pacer.due();
    }
    assertThat(due).isEqualTo(5_000);
  }

  @Test
  void reachesSlowRates() {
    Pacer pacer = new Pacer(0.5, nanos::get);
    nanos.addAndGet(1_900 * MILLI);
    assertThat(pacer.due()).isZero();
    nanos.addAndGet(200 * MILLI);
    assertThat(pacer.due()).isEqualTo(1);
  }

  @Test
  void refusesNoRate() {
    assertThatThrownBy(() -> new Pacer(0, nanos::get)).hasMessageContaining("rate=0");
    assertThatThrownBy(() -> new Pacer(Double.NaN, nanos::get)).hasMessageContaining("rate=NaN");
  }
}
