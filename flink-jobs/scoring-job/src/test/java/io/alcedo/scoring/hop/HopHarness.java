package io.alcedo.scoring.hop;

import io.alcedo.registry.Assignment;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.roster.Roster;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** One subtask of a hop in Flink's harness. */
final class HopHarness implements AutoCloseable {
  private static final int MOST_SUBTASKS = 8;
  private static final Duration SLACK = Duration.ofMinutes(10);

  private final EntityKey keys;
  private final int parallelism;
  private final int subtask;
  private final KeyedTwoInputStreamOperatorTestHarness<
          String, ScoringEvent, Tuple2<String, Roster>, ScoringEvent>
      flink;

  HopHarness(int position, boolean last, StateBackend backend, int parallelism, int subtask)
      throws Exception {
    this(position, last, backend, parallelism, subtask, roster(0));
  }

  HopHarness(
      int position, boolean last, StateBackend backend, int parallelism, int subtask, Roster first)
      throws Exception {
    this.keys = new EntityKey(TestEvents.PLAN, position);
    this.parallelism = parallelism;
    this.subtask = subtask;
    this.flink =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(
                new RosterHop(TestEvents.PLAN, position, SLACK, last, first)),
            keys,
            copy -> copy.f0,
            Types.STRING,
            MOST_SUBTASKS,
            parallelism,
            subtask);
    flink.setStateBackend(backend);
    flink.setup(EventTypes.events(RowLayout.STANDARD).createSerializer(new SerializerConfigImpl()));
  }

  /** Returns a roster without versions. */
  static Roster roster(long generation, String... featureSets) {
    return new Roster(
        new Assignment("m", generation, null, null, 0, List.of(), null, 0), List.of(featureSets));
  }

  static HopHarness open(int position, boolean last, StateBackend backend) throws Exception {
    HopHarness hop = new HopHarness(position, last, backend, 1, 0);
    hop.flink.open();
    return hop;
  }

  void open() throws Exception {
    flink.open();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return flink.snapshot(1, 1);
  }

  void restore(OperatorSubtaskState snapshot) throws Exception {
    restore(snapshot, 1);
  }

  void restore(OperatorSubtaskState snapshot, int subtasks) throws Exception {
    flink.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            snapshot, MOST_SUBTASKS, subtasks, parallelism, subtask));
    flink.open();
  }

  boolean owns(ScoringEvent event) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            keys.getKey(event), MOST_SUBTASKS, parallelism)
        == subtask;
  }

  void take(ScoringEvent event) throws Exception {
    flink.processElement1(event, 0);
  }

  /** Takes one copy for each key group that is this subtask's. */
  void take(Roster roster) throws Exception {
    for (int key = 0; key < 4 * MOST_SUBTASKS; key++) {
      String text = Integer.toString(key);
      if (KeyGroupRangeAssignment.assignKeyToParallelOperator(text, MOST_SUBTASKS, parallelism)
          == subtask) {
        flink.processElement2(Tuple2.of(text, roster), 0);
      }
    }
  }

  List<RosterEvent> rosters() {
    return out().stream()
        .filter(RosterEvent.class::isInstance)
        .map(RosterEvent.class::cast)
        .toList();
  }

  List<ScoringEvent> out() {
    return flink.extractOutputValues();
  }

  List<float[]> vectors() {
    return transactions().map(TransactionEvent::requiredVector).toList();
  }

  List<Integer> planned() {
    return transactions().map(TransactionEvent::plannedFeatures).toList();
  }

  /** Returns what stands at a place, of the vectors that are long enough. */
  List<Float> places(int place) {
    return vectors().stream()
        .filter(vector -> vector.length > place)
        .map(vector -> vector[place])
        .toList();
  }

  private Stream<TransactionEvent> transactions() {
    return out().stream()
        .filter(TransactionEvent.class::isInstance)
        .map(TransactionEvent.class::cast);
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
