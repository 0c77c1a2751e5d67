package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.FeaturePlans;
import io.alcedo.privacy.Keyset;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.released.Examples;
import io.alcedo.schema.topics.Topic;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedbackTrafficTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final int MANY = 60_000;

  private final SingleObjectFraming framing = new SingleObjectFraming();
  private final RecordDecoder<Feedback> decoder = new RecordDecoder<>(framing, Feedback.class);
  private final DirectLabels history =
      new DirectLabels(
          FeaturePlans.named("card-payments"), Keyset.generate(), framing, InstantSource.system());
  private final List<Feedback> told = new ArrayList<>();

  @Test
  void tellsEveryFraudThatBecomesKnownInTheOrderOfTimeAndTakesDisputesOfGenuineOnesBack()
      throws Exception {
    FeedbackTraffic traffic = new FeedbackTraffic(framing, history, event -> null);
    Simulation simulation = new Simulation(SimulationSettings.standard(3, START));
    Set<String> frauds = new HashSet<>();
    Set<String> genuine = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      LabelledTransaction next = simulation.next();
      traffic.tellDue(next.transaction().getEventTime().toEpochMilli(), this::take);
      traffic.follow(next);
      if (next.fraud() != null) {
        (next.fraud() ? frauds : genuine).add(next.transaction().getTransactionId());
      }
    }
    traffic.tellDue(Long.MAX_VALUE, this::take);

    assertThat(told).isSortedAccordingTo(Comparator.comparing(Feedback::getReportedAt));
    assertThat(told.stream().map(Feedback::getTransactionId)).containsAll(frauds);
    Map<String, Verdict> lastOfCustomer = new HashMap<>();
    told.stream()
        .filter(one -> one.getSource() == FeedbackSource.CUSTOMER)
        .forEach(one -> lastOfCustomer.put(one.getTransactionId(), one.getVerdict()));
    assertThat(lastOfCustomer).containsValues(Verdict.FRAUD, Verdict.WITHDRAWN);
    assertThat(lastOfCustomer)
        .allSatisfy(
            (id, verdict) ->
                assertThat(genuine.contains(id)).isEqualTo(verdict == Verdict.WITHDRAWN));
    assertThat(told)
        .filteredOn(one -> one.getSource() == FeedbackSource.CHARGEBACK)
        .allSatisfy(
            one ->
                assertThat(List.of("13.1", "4853").contains(one.getReasonCode()))
                    .isEqualTo(genuine.contains(one.getTransactionId())));
    assertThat(traffic.sent().keySet())
        .containsExactlyInAnyOrder(
            FeedbackSource.CUSTOMER, FeedbackSource.FRAUD_REPORT, FeedbackSource.CHARGEBACK);
    assertThat(traffic.sent().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(told.size());
    assertThat(traffic.withdrawn()).isPositive();
  }

  @Test
  void letsAnalystsJudgeAlertsHoursLaterAndNotWhatNobodyKnows() throws Exception {
    Map<String, Boolean> truths = new HashMap<>();
    FeedbackTraffic traffic =
        new FeedbackTraffic(framing, history, event -> truths.get(event.getTransactionId()));
    for (int i = 0; i < 1_000; i++) {
      truths.put("f" + i, true);
      traffic.alert(alert("f" + i));
    }
    truths.put("g", false);
    traffic.alert(alert("g"));
    traffic.alert(alert("nobody knows"));

    traffic.tellDue(START.toEpochMilli() + 3_600_000, this::take);
    assertThat(told).isEmpty();
    traffic.tellDue(START.toEpochMilli() + 2 * 3_600_000, this::take);

    assertThat(told).hasSize(1_001).allMatch(one -> one.getSource() == FeedbackSource.ANALYST);
    assertThat(told)
        .filteredOn(one -> one.getTransactionId().equals("g"))
        .allMatch(one -> one.getVerdict() == Verdict.GENUINE);
    assertThat(told.stream().filter(one -> one.getVerdict() == Verdict.GENUINE).count())
        .as("mistaken, and the genuine one")
        .isBetween(10L, 80L);
  }

  private void take(Topic topic, long time, byte[] record) {
    assertThat(topic).isEqualTo(Topic.FEEDBACK);
    try {
      Feedback feedback = decoder.decode(record);
      assertThat(feedback.getReportedAt().toEpochMilli()).isEqualTo(time);
      told.add(feedback);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static RiskEvent alert(String id) throws Exception {
    RiskEvent event = Examples.riskEvent();
    event.setTransactionId(id);
    event.setEventTime(START);
    return event;
  }
}
