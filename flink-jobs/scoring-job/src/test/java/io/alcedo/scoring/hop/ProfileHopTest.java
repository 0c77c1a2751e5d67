package io.alcedo.scoring.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.Verdict;
import io.alcedo.scoring.KeyedHarness;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.plan.PlanSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileHopTest {
  private static final int CARD = 0;
  private static final int TERMINAL = 1;
  private static final int AMOUNT_PLACE = TestEvents.PLAN.compile().names().indexOf("amount");
  private static final int COUNT_PLACE = TestEvents.PLAN.compile().names().indexOf("card_count");
  private static final int DECLINED = TestEvents.PLAN.compile().names().indexOf("card_declined");
  private static final int FRAUDS = TestEvents.PLAN.compile().names().indexOf("terminal_frauds");
  private static final Duration SLACK = Duration.ofMinutes(10);

  @Test
  void givesALiveTransactionItsVectorAndFillsItsOwnSlots() throws Exception {
    try (KeyedHarness hop = opened(CARD)) {
      hop.take(TestEvents.transaction("a", "c1", "t1", 0));
      hop.take(TestEvents.transaction("b", "c1", "t1", 30));
      hop.take(TestEvents.transaction("c", "c2", "t1", 30));
      hop.take(TestEvents.transaction("d", "c1", "t1", 61));

      assertThat(slots(hop, COUNT_PLACE)).containsExactly(1f, 2f, 1f, 2f);
      assertThat(slots(hop, AMOUNT_PLACE)).containsOnly(10f);
      assertThat(slots(hop, FRAUDS)).as("another hop's slot").containsOnly(Float.NaN);
    }
  }

  @Test
  void takesHistoryWithoutAVector() throws Exception {
    try (KeyedHarness hop = opened(CARD)) {
      hop.take(TestEvents.history("a", "c1", "t1", 0));
      hop.take(TestEvents.transaction("b", "c1", "t1", 1));

      assertThat(((TransactionEvent) hop.out().get(0)).vector()).isNull();
      assertThat(vector(hop.out().get(1))[COUNT_PLACE]).isEqualTo(2);
    }
  }

  @Test
  void givesHistoryAVectorWhereProfilesRememberIt() throws Exception {
    PlanSource marking =
        new PlanSource(
            TestEvents.PLAN.yaml()
                + "  - {name: small, count: card, window: 1h, where: {marked: small}, family: amount}\n"
                + "marks: {small: {amount: {below: 20}}}\n",
            "marking.yaml",
            List.of());
    try (KeyedHarness hop =
        KeyedHarness.open(new ProfileHop(marking, CARD, SLACK), new EntityKey(marking, CARD))) {
      hop.take(TestEvents.history("a", "c1", "t1", 0));
      hop.take(TestEvents.transaction("b", "c1", "t1", 1));

      assertThat(slots(hop, marking.compile().names().indexOf("small"))).containsExactly(0f, 1f);
    }
  }

  @Test
  void learnsFromLabelsTheirRetractionsAndOutcomes() throws Exception {
    TransactionEvent first = TestEvents.transaction("a", "c1", "t1", 0);
    try (KeyedHarness hop = opened(TERMINAL)) {
      hop.take(first);
      hop.take(TestEvents.label(first, Verdict.FRAUD, 1));
      hop.take(TestEvents.transaction("b", "c2", "t1", 1));
      hop.take(TestEvents.label(first, Verdict.WITHDRAWN, 2));
      hop.take(TestEvents.label(first, Verdict.FRAUD, 1));
      hop.take(TestEvents.transaction("c", "c3", "t1", 2));

      assertThat(slots(hop, FRAUDS)).containsExactly(0f, 1f, 0f);
      assertThat(hop.out()).as("labels go on to the next hop").hasSize(6);
    }
    try (KeyedHarness hop = opened(CARD)) {
      hop.take(first);
      hop.take(TestEvents.resolved(first, OutcomeAction.DECLINED_BY_ISSUER));
      hop.take(TestEvents.transaction("b", "c1", "t1", 1));

      assertThat(slots(hop, DECLINED)).containsExactly(0f, 1f);
    }
  }

  @Test
  void letsAnEventWithoutTheEntityThroughWithoutState() throws Exception {
    TransactionEvent absent = TestEvents.transaction("a", "c1", null, 0);
    try (KeyedHarness hop = opened(TERMINAL)) {
      hop.take(absent);
      hop.take(TestEvents.label(absent, Verdict.FRAUD, 1));

      assertThat(vector(hop.out().get(0))[FRAUDS]).as("what the set states as empty").isZero();
      assertThat(hop.out()).hasSize(2);
      assertThat(hop.flink().numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void spreadsEventsWithoutTheEntityOverKeys() {
    EntityKey keys = new EntityKey(TestEvents.PLAN, TERMINAL);

    String one = keys.getKey(TestEvents.transaction("a", "c1", null, 0));
    String other = keys.getKey(TestEvents.transaction("b", "c1", null, 0));

    assertThat(one).isNotEqualTo(other);
    assertThat(EntityKey.isAbsent(one)).isTrue();
    assertThat(EntityKey.isAbsent(keys.getKey(TestEvents.transaction("a", "c", "t", 0)))).isFalse();
  }

  @Test
  void dropsAProfileThatNoEventTouchesForItsTimeToLive() throws Exception {
    try (KeyedHarness hop = opened(CARD)) {
      long life = Duration.ofHours(1).plus(SLACK).toMillis();
      hop.flink().setStateTtlProcessingTime(0);
      hop.take(TestEvents.transaction("a", "c1", "t1", 0));
      hop.take(TestEvents.transaction("b", "c2", "t1", 0));
      hop.flink().setStateTtlProcessingTime(life - 1);
      hop.take(TestEvents.transaction("c", "c1", "t1", 1));
      assertThat(slots(hop, COUNT_PLACE)).containsExactly(1f, 1f, 2f);

      hop.flink().setStateTtlProcessingTime(life + 1);
      for (int i = 0; i < 100; i++) {
        hop.take(TestEvents.transaction("later" + i, "c1", "t1", 2));
      }
      assertThat(hop.flink().numKeyedStateEntries()).as("c2 has gone").isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keepsAProfileThatIsTouchedOftenerThanItsTimeToLive(StateBackend backend) throws Exception {
    long life = Duration.ofHours(1).plus(SLACK).toMillis();
    try (KeyedHarness hop =
        KeyedHarness.open(hop(CARD), new EntityKey(TestEvents.PLAN, CARD), backend)) {
      int events = 0;
      for (long at = 0; at <= 3 * life; at += SLACK.toMillis() / 20) {
        pass(hop, at);
        hop.take(TestEvents.transaction("id" + events++, "c1", "t1", 0));
      }
      // The last renewal is at most an eighth of the slack older than the last event.
      pass(hop, 4 * life - SLACK.toMillis() / 8 - SLACK.toMillis() / 20);
      hop.take(TestEvents.transaction("kept", "c1", "t1", 0));
      assertThat(slots(hop, COUNT_PLACE)).last().isEqualTo((float) events + 1);

      pass(hop, 6 * life);
      hop.take(TestEvents.transaction("new", "c1", "t1", 0));
      assertThat(slots(hop, COUNT_PLACE)).last().as("it has gone").isEqualTo(1f);
    }
  }

  /** Lets both of the harness's clocks come to a time. */
  private static void pass(KeyedHarness hop, long millis) throws Exception {
    hop.flink().setStateTtlProcessingTime(millis);
    hop.flink().setProcessingTime(millis);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void goesOnAfterARestartWithOtherParallelism(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (KeyedHarness hop =
        KeyedHarness.open(hop(CARD), new EntityKey(TestEvents.PLAN, CARD), backend)) {
      for (int i = 0; i < 40; i++) {
        hop.take(TestEvents.transaction("id" + i, "c" + i % 20, "t1", i % 2));
      }
      snapshot = hop.flink().snapshot(1, 1);
      hop.take(TestEvents.transaction("lost", "c0", "t1", 2));
    }
    int found = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      try (KeyedHarness part =
          KeyedHarness.restore(
              hop(CARD), new EntityKey(TestEvents.PLAN, CARD), backend, snapshot, 3, subtask)) {
        for (int card = 0; card < 20; card++) {
          part.take(TestEvents.transaction("next" + card, "c" + card, "t1", 3));
        }
        assertThat(slots(part, COUNT_PLACE)).isNotEmpty().containsOnly(3f);
        found += part.out().size();
      }
    }
    assertThat(found).isEqualTo(20);
  }

  static Stream<Named<StateBackend>> backends() {
    return Stream.of(
        Named.of("heap", new HashMapStateBackend()),
        Named.of("RocksDB", new EmbeddedRocksDBStateBackend()));
  }

  @Test
  void findsItsHistoryAfterTheFeatureSetHasGrown() throws Exception {
    OperatorSubtaskState snapshot;
    try (KeyedHarness hop = opened(CARD)) {
      hop.take(TestEvents.transaction("a", "c1", "t1", 0));
      snapshot = hop.flink().snapshot(1, 1);
    }
    PlanSource grown =
        new PlanSource(
            TestEvents.PLAN.yaml()
                + "  - {name: added, sum: baseAmount, by: card, window: 1h, family: amount}\n",
            "grown.yaml",
            List.of());
    try (KeyedHarness hop =
        KeyedHarness.restore(
            new ProfileHop(grown, CARD, SLACK),
            new EntityKey(grown, CARD),
            new HashMapStateBackend(),
            snapshot,
            1,
            0)) {
      hop.take(TestEvents.transaction("b", "c1", "t1", 1));

      assertThat(slots(hop, grown.compile().names().indexOf("added"))).containsExactly(20f);
    }
  }

  private static KeyedHarness opened(int position) throws Exception {
    return KeyedHarness.open(hop(position), new EntityKey(TestEvents.PLAN, position));
  }

  private static ProfileHop hop(int position) {
    return new ProfileHop(TestEvents.PLAN, position, SLACK);
  }

  private static List<Float> slots(KeyedHarness hop, int place) {
    return hop.out().stream()
        .filter(TransactionEvent.class::isInstance)
        .map(event -> vector(event)[place])
        .toList();
  }

  private static float[] vector(ScoringEvent event) {
    return ((TransactionEvent) event).requiredVector();
  }
}
