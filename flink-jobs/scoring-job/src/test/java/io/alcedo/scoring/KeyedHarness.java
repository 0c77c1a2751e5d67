package io.alcedo.scoring;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.ScoringEvent;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One subtask of an operator of events in Flink's harness. */
public final class KeyedHarness implements AutoCloseable {
  private static final int MOST_SUBTASKS = 8;

  private final KeySelector<ScoringEvent, String> keys;
  private final int parallelism;
  private final int subtask;
  private final KeyedOneInputStreamOperatorTestHarness<String, ScoringEvent, ScoringEvent> flink;

  private KeyedHarness(
      KeyedProcessFunction<String, ScoringEvent, ScoringEvent> function,
      KeySelector<ScoringEvent, String> keys,
      int parallelism,
      int subtask)
      throws Exception {
    this.keys = keys;
    this.parallelism = parallelism;
    this.subtask = subtask;
    this.flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function),
            keys,
            Types.STRING,
            MOST_SUBTASKS,
            parallelism,
            subtask);
  }

  /** Returns the only subtask of an operator, on the heap and without state. */
  public static KeyedHarness open(
      KeyedProcessFunction<String, ScoringEvent, ScoringEvent> function,
      KeySelector<ScoringEvent, String> keys)
      throws Exception {
    return open(function, keys, new HashMapStateBackend());
  }

  /** Returns the only subtask of an operator, without state. */
  public static KeyedHarness open(
      KeyedProcessFunction<String, ScoringEvent, ScoringEvent> function,
      KeySelector<ScoringEvent, String> keys,
      StateBackend backend)
      throws Exception {
    KeyedHarness harness = new KeyedHarness(function, keys, 1, 0);
    harness.setup(backend);
    harness.flink.open();
    return harness;
  }

  /** Returns one of several subtasks that take over the state of one. */
  public static KeyedHarness restore(
      KeyedProcessFunction<String, ScoringEvent, ScoringEvent> function,
      KeySelector<ScoringEvent, String> keys,
      StateBackend backend,
      OperatorSubtaskState snapshot,
      int parallelism,
      int subtask)
      throws Exception {
    KeyedHarness harness = new KeyedHarness(function, keys, parallelism, subtask);
    harness.setup(backend);
    harness.flink.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            snapshot, MOST_SUBTASKS, 1, parallelism, subtask));
    harness.flink.open();
    return harness;
  }

  /** Returns Flink's own harness. */
  public KeyedOneInputStreamOperatorTestHarness<String, ScoringEvent, ScoringEvent> flink() {
    return flink;
  }

  /** Lets the operator take an event, if its key belongs to this subtask. */
  public void take(ScoringEvent event) throws Exception {
    int owner =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            keys.getKey(event), MOST_SUBTASKS, parallelism);
    if (owner == subtask) {
      flink.processElement(event, 0);
    }
  }

  /** Returns what came out so far. */
  public List<ScoringEvent> out() {
    return flink.extractOutputValues();
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }

  private void setup(StateBackend backend) {
    flink.setStateBackend(backend);
    flink.setup(EventTypes.events(RowLayout.STANDARD).createSerializer(new SerializerConfigImpl()));
  }
}
