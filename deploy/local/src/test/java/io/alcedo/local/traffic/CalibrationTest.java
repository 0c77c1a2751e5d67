package io.alcedo.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Finds the rate of a made-up job, under the load that is asked for, on a clock of its own. */
class CalibrationTest {
  private static final long STEP_NANOS = 1_000_000;
  private static final double STEPS = 1_000;

  private long nanos;
  private double sent;
  private double answers;

  @Test
  void waitsUntilAColdJobIsWarm() {
    // It answers 1,500 a second at first and 24,000 once all of it is compiled.
    double sustained =
        calibrate(Duration.ofSeconds(60), second -> 24_000 - 22_500 * Math.exp(-second / 5));

    assertThat(sustained).isCloseTo(24_000, within(2_400.0));
    assertThat(nanos).isLessThan(Duration.ofSeconds(40).toNanos());
  }

  @Test
  void isNotFooledByTheRateOfAJobThatDoesNotGetWarmer() {
    assertThat(calibrate(Duration.ofSeconds(60), second -> 900)).isCloseTo(900, within(20.0));
    assertThat(nanos).isLessThan(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void takesTheBestOfTheLastSecondsWhereTimeRunsOut() {
    double sustained = calibrate(Duration.ofSeconds(8), second -> 1_000 + 500 * second);

    assertThat(nanos).isEqualTo(Duration.ofSeconds(8).toNanos());
    assertThat(sustained).isCloseTo(4_750, within(100.0));
  }

  @Test
  void keepsTheLagOfAnAnswerShort() {
    calibrate(Duration.ofSeconds(30), second -> 10_000);

    assertThat((sent - answers) / 10_000).isCloseTo(0.15, within(0.02));
  }

  @Test
  void saysThatNothingIsSustainedWhereNothingIsAnswered() {
    assertThat(calibrate(Duration.ofSeconds(3), second -> 0)).isZero();
    assertThat(sent).isEqualTo(500);
  }

  /** An answer takes 20 ms, and the job gives so many a second at most. */
  private double calibrate(Duration most, DoubleUnaryOperator perSecond) {
    Calibration calibration = new Calibration(most, () -> nanos);
    double[] sentBefore = new double[20];
    for (int step = 0; !calibration.found((long) answers); step++) {
      nanos += STEP_NANOS;
      sent = Math.max(sent, answers + calibration.window());
      double able = answers + perSecond.applyAsDouble(nanos / 1e9) / STEPS;
      answers = Math.min(able, Math.max(answers, sentBefore[step % 20]));
      sentBefore[step % 20] = sent;
    }
    return calibration.sustained();
  }
}
