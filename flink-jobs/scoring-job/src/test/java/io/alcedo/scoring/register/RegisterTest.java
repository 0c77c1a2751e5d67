package io.alcedo.scoring.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RegisterTest {
  private static final int MOST_SUBTASKS = 8;
  private static final Duration HORIZON = Duration.ofHours(1);

  @Test
  void dropsARepetitionAndRejectsOtherContent() throws Exception {
    try (Harness register = Harness.opened()) {
      register.take(TestEvents.transaction("a", "card", 0, 1));
      register.take(TestEvents.transaction("a", "card", 1, 1));
      register.take(TestEvents.transaction("a", "card", 2, 2));
      register.take(TestEvents.transaction("a", "card", 3, 1));

      assertThat(register.taken()).containsExactly(TestEvents.transaction("a", "card", 0, 1));
      assertThat(register.rejections())
          .singleElement()
          .satisfies(
              rejection -> {
                assertThat(rejection.code()).isEqualTo("CONTENT_MISMATCH");
                assertThat(rejection.origin().offset()).isEqualTo(2);
                assertThat(rejection.message()).doesNotContain("card");
              });
    }
  }

  @Test
  void givesAnOutcomeTheEntitiesOfItsTransaction() throws Exception {
    try (Harness register = Harness.opened()) {
      register.take(TestEvents.transaction("a", "card-9", 4, 1));
      register.take(TestEvents.outcome("a", OutcomeAction.SETTLED));

      OutcomeEvent joined = (OutcomeEvent) register.taken().get(1);
      assertThat(joined.resolved()).isTrue();
      assertThat(joined.row().text(TransactionRow.CARD_TOKEN)).isEqualTo("card-9");
      assertThat(joined.row().text(RowLayout.STANDARD.index("terminalId"))).isEqualTo("t1");
      assertThat(joined.update().eventTime()).isEqualTo(TestEvents.START + 240_000);
      assertThat(joined.update().baseAmountMinor()).isEqualTo(1_000);
      assertThat(joined.update().action()).isEqualTo(OutcomeAction.SETTLED);
    }
  }

  @Test
  void holdsTheLastOutcomesUntilTheirTransaction() throws Exception {
    try (Harness register = Harness.opened()) {
      for (OutcomeAction action : OutcomeAction.values()) {
        register.take(TestEvents.outcome("a", action));
      }
      assertThat(register.taken()).isEmpty();

      register.take(TestEvents.transaction("a", "card", 0, 1));

      assertThat(register.taken().get(0)).isInstanceOf(TransactionEvent.class);
      assertThat(register.taken().subList(1, register.taken().size()))
          .extracting(event -> ((OutcomeEvent) event).update().action())
          .containsExactly(
              OutcomeAction.DECLINED_BY_POLICY,
              OutcomeAction.ABANDONED,
              OutcomeAction.REVERSED,
              OutcomeAction.SETTLED);
      register.take(TestEvents.transaction("a", "card", 1, 1));
      assertThat(register.taken()).as("a repetition repeats no outcome").hasSize(5);
    }
  }

  @Test
  void letsLabelsAndResolvedOutcomesThroughWithoutState() throws Exception {
    TransactionEvent unknown = TestEvents.transaction("z", "card", 0, 1);
    try (Harness register = Harness.opened()) {
      LabelEvent label = TestEvents.label(unknown, Verdict.FRAUD, 1);
      OutcomeEvent outcome = TestEvents.resolved(unknown, OutcomeAction.SETTLED);
      register.take(label);
      register.take(outcome);

      assertThat(register.taken()).containsExactly(label, outcome);
      assertThat(register.harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void forgetsBeyondTheHorizonAndFreesItsState() throws Exception {
    try (Harness register = Harness.opened()) {
      register.harness.setStateTtlProcessingTime(0);
      register.take(TestEvents.transaction("a", "card", 0, 1));
      register.take(TestEvents.outcome("never", OutcomeAction.SETTLED));
      register.harness.setStateTtlProcessingTime(HORIZON.toMillis() - 1);
      register.take(TestEvents.transaction("a", "card", 1, 1));
      assertThat(register.taken()).hasSize(1);

      register.harness.setStateTtlProcessingTime(HORIZON.toMillis() + 1);
      for (int i = 0; i < 20; i++) {
        register.take(TestEvents.transaction("later" + i, "card", 2, 1));
      }
      assertThat(register.harness.numKeyedStateEntries()).isEqualTo(20);
      register.take(TestEvents.transaction("a", "card", 3, 1));
      assertThat(register.taken()).hasSize(22);
    }
  }

  @Test
  void remembersAcrossARestartWithOtherParallelism() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness register = Harness.opened()) {
      for (int i = 0; i < 30; i++) {
        register.take(TestEvents.transaction("id" + i, "card" + i, 0, i));
      }
      register.take(TestEvents.outcome("early", OutcomeAction.REVERSED));
      snapshot = register.harness.snapshot(1, 1);
    }
    List<ScoringEvent> passed = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (Harness part = Harness.restored(snapshot, 3, subtask)) {
        for (int i = 0; i < 30; i++) {
          part.takeOwn(TestEvents.transaction("id" + i, "card" + i, 0, i), 3, subtask);
          part.takeOwn(TestEvents.outcome("id" + i, OutcomeAction.SETTLED), 3, subtask);
        }
        part.takeOwn(TestEvents.transaction("early", "card", 0, 5), 3, subtask);
        assertThat(part.rejections()).isEmpty();
        passed.addAll(part.taken());
      }
    }
    assertThat(passed).filteredOn(TransactionEvent.class::isInstance).hasSize(1);
    assertThat(passed)
        .filteredOn(OutcomeEvent.class::isInstance)
        .hasSize(31)
        .allSatisfy(event -> assertThat(((OutcomeEvent) event).resolved()).isTrue());
  }

  /** The operator in Flink's harness. */
  private static final class Harness implements AutoCloseable {
    final KeyedOneInputStreamOperatorTestHarness<String, ScoringEvent, ScoringEvent> harness;

    private Harness(int parallelism, int subtask) throws Exception {
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new Register(TestEvents.PLAN, HORIZON)),
              ScoringEvent::transactionKey,
              Types.STRING,
              MOST_SUBTASKS,
              parallelism,
              subtask);
      harness.setup(
          EventTypes.events(RowLayout.STANDARD).createSerializer(new SerializerConfigImpl()));
    }

    static Harness opened() throws Exception {
      Harness opened = new Harness(1, 0);
      opened.harness.open();
      return opened;
    }

    static Harness restored(OperatorSubtaskState snapshot, int parallelism, int subtask)
        throws Exception {
      Harness restored = new Harness(parallelism, subtask);
      restored.harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, MOST_SUBTASKS, 1, parallelism, subtask));
      restored.harness.open();
      return restored;
    }

    void take(ScoringEvent event) throws Exception {
      harness.processElement(event, 0);
    }

    /** Takes an event if its key belongs to this subtask. */
    void takeOwn(ScoringEvent event, int parallelism, int subtask) throws Exception {
      int owner =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              event.transactionKey(), MOST_SUBTASKS, parallelism);
      if (owner == subtask) {
        take(event);
      }
    }

    List<ScoringEvent> taken() {
      return harness.extractOutputValues();
    }

    List<Rejection> rejections() {
      var side = harness.getSideOutput(Register.REJECTIONS);
      return side == null ? List.of() : side.stream().map(record -> record.getValue()).toList();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
