package io.alcedo.scoring.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.emit.RecordMaker;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.plan.HeardSets;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

/** What a transaction keeps on its way, before and after a hop has heard of another set. */
class SplitterTest {
  private static final int DEVICE = RowLayout.STANDARD.index("deviceToken");
  private static final int IP = RowLayout.STANDARD.index("ipToken");
  private static final String DEVICES =
      """
      name: devices
      entities: {card: cardToken}
      features:
        - {name: devices, distinct: deviceToken, by: card, window: 1h, family: f}
      """;

  private static final String ADDRESSES = DEVICES.replace("device", "ip");

  @Test
  void keepsWhatTheSetsReadThatAHopOfTheProcessHasHeardOf() throws Exception {
    Splitter splitter = new Splitter(TestEvents.PLAN, List.of(), RecordMaker.slots());
    try (OneInputStreamOperatorTestHarness<Ingested, ScoringEvent> harness =
        ProcessFunctionTestHarnesses.forProcessFunction(splitter)) {
      JobID job = splitter.getRuntimeContext().getJobInfo().getJobId();
      harness.processElement(transaction("a"), 0);
      try (HeardSets hop = HeardSets.hold(job)) {
        hop.hear(List.of(DEVICES));
        harness.processElement(transaction("b"), 0);
      }
      harness.processElement(transaction("c"), 0);

      List<TransactionEvent> events =
          harness.extractOutputValues().stream().map(TransactionEvent.class::cast).toList();
      assertThat(events)
          .extracting(event -> event.row().text(DEVICE))
          .containsExactly(null, "d", "d");
      assertThat(events).extracting(event -> event.row().text(IP)).containsOnlyNulls();
      assertThat(events).extracting(TransactionEvent::plannedFeatures).containsExactly(4, 5, 5);
    }
  }

  @Test
  void goesOnWithItsStateWhateverTheFirstRosterOfANewSubmissionSays() throws Exception {
    OperatorSubtaskState snapshot;
    try (OneInputStreamOperatorTestHarness<Ingested, ScoringEvent> harness =
        harness(new Splitter(TestEvents.PLAN, List.of(DEVICES), RecordMaker.slots()))) {
      harness.open();
      harness.processElement(transaction("a"), 0);
      snapshot = harness.snapshot(1, 1);
      assertThat(event(harness).row().text(DEVICE)).isEqualTo("d");
    }
    try (OneInputStreamOperatorTestHarness<Ingested, ScoringEvent> harness =
        harness(new Splitter(TestEvents.PLAN, List.of(ADDRESSES), RecordMaker.slots()))) {
      harness.initializeState(snapshot);
      harness.open();
      harness.processElement(transaction("b"), 0);
      assertThat(event(harness).row().text(DEVICE)).isEqualTo("d");
      assertThat(event(harness).row().text(IP)).isNull();
      assertThat(event(harness).plannedFeatures()).isEqualTo(5);
    }
  }

  @Test
  void goesByWhatHopsSayWhereTheyWentOnOtherwiseThanItsState() throws Exception {
    Splitter splitter = new Splitter(TestEvents.PLAN, List.of(DEVICES), RecordMaker.slots());
    try (OneInputStreamOperatorTestHarness<Ingested, ScoringEvent> harness = harness(splitter)) {
      harness.open();
      try (HeardSets hop = HeardSets.hold(splitter.getRuntimeContext().getJobInfo().getJobId())) {
        hop.hear(List.of());
        harness.processElement(transaction("a"), 0);
        hop.hear(List.of(ADDRESSES));
        harness.processElement(transaction("b"), 0);
      }
      List<TransactionEvent> events =
          harness.extractOutputValues().stream().map(TransactionEvent.class::cast).toList();
      assertThat(events).extracting(event -> event.row().text(DEVICE)).containsExactly("d", null);
      assertThat(events).extracting(event -> event.row().text(IP)).containsExactly(null, "i");
    }
  }

  private static OneInputStreamOperatorTestHarness<Ingested, ScoringEvent> harness(
      Splitter splitter) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(splitter));
  }

  private static TransactionEvent event(
      OneInputStreamOperatorTestHarness<Ingested, ScoringEvent> harness) {
    return (TransactionEvent) harness.extractOutputValues().get(0);
  }

  @Test
  void whatWasHeardIsForgottenWithTheLastWhoHoldsIt() {
    JobID job = new JobID();
    JobID other = new JobID();
    HeardSets first = HeardSets.hold(job);
    HeardSets second = HeardSets.hold(job);
    first.hear(List.of("a", "b"));
    second.hear(List.of("a"));
    assertThat(second.said().sets()).containsExactly("a", "b");
    try (HeardSets elsewhere = HeardSets.hold(other)) {
      assertThat(elsewhere.said().sets()).isEmpty();
    }
    first.close();
    try (HeardSets third = HeardSets.hold(job)) {
      assertThat(third.said().sets()).containsExactly("a", "b");
      second.close();
    }
    try (HeardSets fresh = HeardSets.hold(job)) {
      assertThat(fresh.said().sets()).isEmpty();
    }
  }

  private static Ingested transaction(String id) {
    TransactionEvent event = TestEvents.transaction(id, "c1", "t1", 0);
    event.row().setText(DEVICE, "d");
    event.row().setText(IP, "i");
    return new Ingested.Accepted(event);
  }
}
