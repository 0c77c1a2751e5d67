package io.alcedo.scoring.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.FeatureUnion;
import io.alcedo.scoring.KeyedHarness;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.roster.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hop that hears of feature sets while it works. */
class RosterHopTest {
  private static final int CARD = 0;
  private static final int TERMINAL = 1;
  private static final int MOST_SUBTASKS = 8;
  private static final Duration SLACK = Duration.ofMinutes(10);

  private static final String SUMS =
      """
      name: sums
      entities: {holder: cardToken}
      features:
        - {name: entry, category: entryMode, family: f}
        - {name: card_count, sum: baseAmount, by: holder, window: 1h, family: f}
        - {name: pairs, distinct: terminalId, by: holder, window: 1h, family: f}
      """;

  private static final String RATES =
      """
      name: rates
      entities: {place: terminalId}
      features:
        - {name: terminal_count, count: place, window: 1h, family: f}
      """;

  private static final FeatureUnion UNION = TestEvents.PLAN.union(List.of(SUMS, RATES));
  private static final int SUM = UNION.places(0) + 1;
  private static final int PAIRS = UNION.places(0) + 2;

  static Stream<Named<StateBackend>> backends() {
    return Stream.of(
        Named.of("heap", new HashMapStateBackend()),
        Named.of("RocksDB", new EmbeddedRocksDBStateBackend()));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aSetThatComesFindsTheHistoryOfEachKey(StateBackend backend) throws Exception {
    try (HopHarness hop = HopHarness.open(CARD, false, backend)) {
      hop.take(TestEvents.transaction("a", "c1", "t1", 0));
      hop.take(TestEvents.transaction("b", "c2", "t1", 1));
      hop.take(HopHarness.roster(1, SUMS));
      hop.take(TestEvents.transaction("c", "c1", "t2", 2));
      hop.take(TestEvents.transaction("d", "c1", "t3", 3));
      hop.take(TestEvents.transaction("e", "c2", "t1", 62));

      assertThat(hop.vectors()).extracting(vector -> vector.length).containsExactly(4, 4, 7, 7, 7);
      assertThat(hop.places(1)).as("counts of the own set").containsExactly(1f, 1f, 2f, 3f, 1f);
      assertThat(hop.places(SUM)).containsExactly(20f, 30f, 10f);
      assertThat(hop.places(PAIRS)).as("nobody remembered terminals").containsExactly(1f, 2f, 1f);
      assertThat(hop.planned()).containsExactly(4, 4, 4, 4, 4);
    }
  }

  @Test
  void theLastHopHandsRostersOnBetweenTransactions() throws Exception {
    try (HopHarness first = HopHarness.open(CARD, false, new HashMapStateBackend());
        HopHarness last = HopHarness.open(TERMINAL, true, new HashMapStateBackend())) {
      for (HopHarness hop : List.of(first, last)) {
        hop.take(TestEvents.transaction("a", "c1", "t1", 0));
        hop.take(HopHarness.roster(1, SUMS));
        hop.take(TestEvents.transaction("b", "c1", "t1", 1));
        hop.take(HopHarness.roster(2, SUMS, RATES));
        hop.take(HopHarness.roster(3, SUMS, RATES));
      }
      assertThat(first.out()).hasSize(2).allMatch(TransactionEvent.class::isInstance);
      assertThat(last.rosters())
          .containsExactly(
              new RosterEvent(HopHarness.roster(1, SUMS)),
              new RosterEvent(HopHarness.roster(2, SUMS, RATES)),
              new RosterEvent(HopHarness.roster(3, SUMS, RATES)));
      assertThat(last.out().get(1)).isInstanceOf(RosterEvent.class);
    }
  }

  @Test
  void whatNotEveryOperatorBeforeKnewDoesNotCount() throws Exception {
    try (HopHarness hop = HopHarness.open(TERMINAL, true, new HashMapStateBackend())) {
      hop.take(planned("a", 8, 8));
      hop.take(HopHarness.roster(1, SUMS));
      hop.take(planned("b", 8, 8));
      hop.take(planned("c", 4, 4));
      hop.take(HopHarness.roster(2, SUMS, RATES));
      hop.take(planned("d", 7, 7));
      hop.take(planned("e", 8, 4));
      hop.take(planned("f", 8, 8));

      assertThat(hop.planned()).containsExactly(4, 7, 4, 7, 4, 8);
      assertThat(hop.vectors())
          .extracting(vector -> vector.length)
          .containsExactly(8, 8, 7, 8, 8, 8);
      assertThat(hop.vectors().get(2)[SUM]).as("no operator computed it").isNaN();
      assertThat(hop.places(7)).endsWith(4f, 5f, 6f);
    }
  }

  /** Returns a transaction as operators before leave it. */
  private static TransactionEvent planned(String id, int places, int planned) {
    TransactionEvent event = TestEvents.transaction(id, "c1", "t1", 1);
    event.setVector(new float[places]);
    event.plan(planned);
    return event;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void goesOnWithItsSetsAfterARestartWithOtherParallelism(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (HopHarness hop = HopHarness.open(CARD, false, backend)) {
      for (int i = 0; i < 20; i++) {
        hop.take(TestEvents.transaction("a" + i, "c" + i, "t1", 0));
      }
      hop.take(HopHarness.roster(7, SUMS));
      for (int i = 0; i < 10; i++) {
        hop.take(TestEvents.transaction("b" + i, "c" + i, "t2", 1));
      }
      snapshot = hop.snapshot();
    }
    int found = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      try (HopHarness part = new HopHarness(CARD, false, backend, 3, subtask)) {
        part.restore(snapshot);
        for (int i = 0; i < 20; i++) {
          TransactionEvent event = TestEvents.transaction("c" + i, "c" + i, "t1", 2);
          if (part.owns(event)) {
            part.take(event);
            float[] vector = part.vectors().get(part.vectors().size() - 1);
            assertThat(vector[SUM]).isEqualTo(i < 10 ? 30f : 20f);
            assertThat(vector[PAIRS]).isEqualTo(i < 10 ? 2f : 1f);
            found++;
          }
        }
      }
    }
    assertThat(found).isEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void takesOverTheProfilesOfAJobWithoutRosters(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (KeyedHarness plain =
        KeyedHarness.open(
            new ProfileHop(TestEvents.PLAN, CARD, SLACK),
            new EntityKey(TestEvents.PLAN, CARD),
            backend)) {
      plain.take(TestEvents.transaction("a", "c1", "t1", 0));
      snapshot = plain.flink().snapshot(1, 1);
    }
    try (HopHarness hop = new HopHarness(CARD, false, backend, 1, 0)) {
      hop.restore(snapshot);
      hop.take(HopHarness.roster(1, SUMS));
      hop.take(TestEvents.transaction("b", "c1", "t1", 1));

      assertThat(hop.places(1)).containsExactly(2f);
      assertThat(hop.places(SUM)).containsExactly(20f);
    }
  }

  @Test
  void aStateHoldsAgainstTheFirstRosterOfANewSubmission() throws Exception {
    OperatorSubtaskState snapshot;
    try (HopHarness hop =
        new HopHarness(CARD, true, new HashMapStateBackend(), 1, 0, HopHarness.roster(3, SUMS))) {
      hop.open();
      hop.take(TestEvents.transaction("a", "c1", "t1", 0));
      assertThat(hop.places(SUM)).containsExactly(10f);
      snapshot = hop.snapshot();
    }
    try (HopHarness hop =
        new HopHarness(CARD, true, new HashMapStateBackend(), 1, 0, HopHarness.roster(9, RATES))) {
      hop.restore(snapshot);
      hop.take(HopHarness.roster(9, SUMS, RATES));
      hop.take(TestEvents.transaction("b", "c1", "t1", 1));
      assertThat(hop.places(SUM)).containsExactly(20f);
    }
  }

  /** As after a change of the pseudonyms' key, which brings a hop that no state knows. */
  @Test
  void aHopWithoutStateHasThePlacesOfTheOthersInARestoredJob() throws Exception {
    OperatorSubtaskState snapshot;
    try (HopHarness hop = HopHarness.open(CARD, false, new HashMapStateBackend())) {
      hop.take(HopHarness.roster(1, SUMS));
      snapshot = hop.snapshot();
    }
    Roster first = HopHarness.roster(1, SUMS, RATES);
    try (HopHarness restored = new HopHarness(CARD, false, new HashMapStateBackend(), 1, 0, first);
        HopHarness added = new HopHarness(TERMINAL, true, new HashMapStateBackend(), 1, 0, first)) {
      restored.restore(snapshot);
      added.open();
      TransactionEvent event = TestEvents.transaction("a", "c1", "t1", 0);
      event.plan(UNION.places(2));
      restored.take(event);
      added.take(event);
      assertThat(added.planned()).as("all that both know").containsExactly(UNION.places(2));
      assertThat(added.places(SUM)).containsExactly(10f);
      added.take(HopHarness.roster(2, SUMS, RATES));
      assertThat(added.planned()).hasSize(1);
    }
  }

  /** As where a checkpoint overtook copies of a roster that were on their way to one subtask. */
  @Test
  void allSubtasksGoOnWithTheLatestRosterOfAny() throws Exception {
    List<OperatorSubtaskState> snapshots = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (HopHarness hop = new HopHarness(CARD, true, new HashMapStateBackend(), 2, subtask)) {
        hop.open();
        hop.take(HopHarness.roster(1, SUMS));
        if (subtask == 0) {
          hop.take(HopHarness.roster(2, SUMS, RATES));
        }
        snapshots.add(hop.snapshot());
      }
    }
    OperatorSubtaskState all =
        AbstractStreamOperatorTestHarness.repackageState(
            snapshots.toArray(OperatorSubtaskState[]::new));
    for (int subtask = 0; subtask < 3; subtask++) {
      try (HopHarness hop = new HopHarness(CARD, true, new HashMapStateBackend(), 3, subtask)) {
        hop.restore(all, 2);
        hop.take(HopHarness.roster(1, SUMS));
        assertThat(hop.rosters()).as("an older one").isEmpty();
        hop.take(HopHarness.roster(2, SUMS, RATES));
        hop.take(HopHarness.roster(3, SUMS, RATES));
        assertThat(hop.rosters())
            .as("each once, and that of the state too")
            .containsExactly(
                new RosterEvent(HopHarness.roster(2, SUMS, RATES)),
                new RosterEvent(HopHarness.roster(3, SUMS, RATES)));
      }
    }
  }

  @Test
  void anotherListOfSetsIsRefused() throws Exception {
    try (HopHarness hop = HopHarness.open(CARD, false, new HashMapStateBackend())) {
      hop.take(HopHarness.roster(1, SUMS));
      hop.take(HopHarness.roster(2));
      assertThatThrownBy(() -> hop.take(HopHarness.roster(3, RATES, SUMS)))
          .hasStackTraceContaining("The feature sets of a job only ever grow in number: known=1");
    }
  }
}
