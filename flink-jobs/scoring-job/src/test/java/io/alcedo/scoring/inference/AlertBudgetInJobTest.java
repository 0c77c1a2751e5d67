package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Decision;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The budget of alerts in the score operator, on a clock of event times, across a restart. */
@Timeout(120)
class AlertBudgetInJobTest {
  private static final int ALWAYS = 1_000_000;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final int AN_HOUR = 100;
  private static final int BUDGET = 48;
  private static final Map<String, String> SETTINGS =
      Map.of("decision.alerts_per_day", Integer.toString(BUDGET), "clock.kind", "event");

  private final SplittableRandom random = new SplittableRandom(3);

  @AfterEach
  void letGo() {
    FakeModel.LET_GO.release(ALWAYS);
  }

  @Test
  void aDayBringsItsAlertsAcrossARestart() throws Exception {
    FakeModel.reset(ALWAYS);
    OperatorSubtaskState state;
    try (ScoreHarness harness = harness(null)) {
      hours(harness, 0, 24 + 12);
      state = harness.snapshot(1, 1);
      List<RiskEvent> events = harness.events();
      RiskEvent last = events.get(events.size() - 1);
      assertThat(last.getReviewThreshold()).as("the bundle's is 0.5").isGreaterThan(0.9);
      assertThat(alerts(events.subList(0, 24 * AN_HOUR))).isBetween(40L, 56L);
      assertThat(alerts(events.subList(24 * AN_HOUR, 36 * AN_HOUR))).isBetween(18L, 30L);
      assertThat(ScoringMetrics.ofProcess().model().threshold(0, Decision.REVIEW).get())
          .isEqualTo(last.getReviewThreshold());
    }
    try (ScoreHarness harness = harness(state)) {
      hours(harness, 36, 48);
      List<RiskEvent> events = harness.events();
      assertThat(events.get(0).getReviewThreshold()).as("goes on").isGreaterThan(0.9);
      assertThat(alerts(events)).isBetween(18L, 30L);
      assertThat(events)
          .allMatch(event -> event.getDeclineThreshold() >= event.getReviewThreshold());
    }
  }

  private static ScoreHarness harness(OperatorSubtaskState state) throws Exception {
    ScoreHarness harness = new ScoreHarness(SETTINGS, new FakeModel(), FakeModel.roster(1, "1"));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(1_000);
    return harness;
  }

  private void hours(ScoreHarness harness, int from, int to) throws Exception {
    for (int hour = from; hour < to; hour++) {
      for (int i = 0; i < AN_HOUR; i++) {
        int id = hour * AN_HOUR + i;
        TransactionEvent event = ScoreHarness.event(id, random.nextInt(1, 1_000_000) / 1e6f);
        event
            .row()
            .setNumber(TransactionRow.EVENT_TIME, 20_000 * DAY + hour * HOUR + i * HOUR / AN_HOUR);
        harness.process(event);
      }
    }
    harness.prepareSnapshotPreBarrier(to);
  }

  private static long alerts(List<RiskEvent> events) {
    return events.stream().filter(event -> event.getDecision() != Decision.APPROVE).count();
  }
}
