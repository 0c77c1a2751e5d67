package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningPaceTest {
  /** 15,000 transactions a day. */
  private static final double MILLIS = 5_760;

  @Test
  void knowsHowFastTheTrafficsClockRuns() {
    assertThat(LearningPace.of(MILLIS, 7_500, 100_000, 2_000).daysPerSecond())
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void makesATrainingDueWhenThePatternHasChangedForAsLongAsItLooksBack() {
    // 300,000 transactions are 20 days, so there are 250 reports a day. The pattern changes after
    // 3 s, which are 1.5 days; 5 days later what is 2 days old has matured, with 1,125 reports
    // more.
    // 0.55 labels came of each so far, and 0.4 will, since a patient ring raises fewer alerts.
    LearningPace pace = LearningPace.of(MILLIS, 7_500, 300_000, 5_000);

    assertThat(pace.afterLabels()).isEqualTo(Math.round(0.55 * 5_000 + 0.4 * 1_125));
    assertThat(pace.settings())
        .containsEntry("learning.retrain_after_labels", Long.toString(pace.afterLabels()))
        .containsEntry("learning.maturity", "2d")
        .containsEntry("gate.window", "3d");
    assertThat(pace.words()).contains("a second is 12.0 hours", "after 3,200 labels");
  }

  @Test
  void asksForSomeLabelsWhereNobodyHasReportedAnything() {
    assertThat(LearningPace.of(MILLIS, 100, 0, 0).afterLabels()).isEqualTo(100);
  }
}
