package io.alcedo.scoring.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.KeyedHarness;
import io.alcedo.scoring.TestEvents;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

class RegisterTest {
  private static final Duration HORIZON = Duration.ofHours(1);

  @Test
  void dropsARepetitionAndRejectsOtherContent() throws Exception {
    try (KeyedHarness register = opened()) {
      register.take(TestEvents.transaction("a", "card", 0, 1));
      register.take(TestEvents.transaction("a", "card", 1, 1));
      register.take(TestEvents.transaction("a", "card", 2, 2));
      register.take(TestEvents.transaction("a", "card", 3, 1));

      assertThat(register.out()).containsExactly(TestEvents.transaction("a", "card", 0, 1));
      assertThat(rejections(register))
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
    try (KeyedHarness register = opened()) {
      register.take(TestEvents.transaction("a", "card-9", 4, 1));
      register.take(TestEvents.outcome("a", OutcomeAction.SETTLED));

      OutcomeEvent joined = (OutcomeEvent) register.out().get(1);
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
    try (KeyedHarness register = opened()) {
      for (OutcomeAction action : OutcomeAction.values()) {
        register.take(TestEvents.outcome("a", action));
      }
      assertThat(register.out()).isEmpty();

      register.take(TestEvents.transaction("a", "card", 0, 1));

      assertThat(register.out().get(0)).isInstanceOf(TransactionEvent.class);
      assertThat(register.out().subList(1, register.out().size()))
          .extracting(event -> ((OutcomeEvent) event).update().action())
          .containsExactly(
              OutcomeAction.DECLINED_BY_POLICY,
              OutcomeAction.ABANDONED,
              OutcomeAction.REVERSED,
              OutcomeAction.SETTLED);
      register.take(TestEvents.transaction("a", "card", 1, 1));
      assertThat(register.out()).as("a repetition repeats no outcome").hasSize(5);
    }
  }

  @Test
  void letsLabelsAndResolvedOutcomesThroughWithoutState() throws Exception {
    TransactionEvent unknown = TestEvents.transaction("z", "card", 0, 1);
    try (KeyedHarness register = opened()) {
      LabelEvent label = TestEvents.label(unknown, Verdict.FRAUD, 1);
      OutcomeEvent outcome = TestEvents.resolved(unknown, OutcomeAction.SETTLED);
      register.take(label);
      register.take(outcome);

      assertThat(register.out()).containsExactly(label, outcome);
      assertThat(register.flink().numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void forgetsBeyondTheHorizonAndFreesItsState() throws Exception {
    try (KeyedHarness register = opened()) {
      register.flink().setStateTtlProcessingTime(0);
      register.take(TestEvents.transaction("a", "card", 0, 1));
      register.take(TestEvents.outcome("never", OutcomeAction.SETTLED));
      register.flink().setStateTtlProcessingTime(HORIZON.toMillis() - 1);
      register.take(TestEvents.transaction("a", "card", 1, 1));
      assertThat(register.out()).hasSize(1);

      register.flink().setStateTtlProcessingTime(HORIZON.toMillis() + 1);
      for (int i = 0; i < 100; i++) {
        register.take(TestEvents.transaction("later" + i, "card", 2, 1));
      }
      assertThat(register.flink().numKeyedStateEntries()).isEqualTo(100);
      register.take(TestEvents.transaction("a", "card", 3, 1));
      assertThat(register.out()).hasSize(102);
    }
  }

  @Test
  void remembersAcrossARestartWithOtherParallelism() throws Exception {
    OperatorSubtaskState snapshot;
    try (KeyedHarness register = opened()) {
      for (int i = 0; i < 30; i++) {
        register.take(TestEvents.transaction("id" + i, "card" + i, 0, i));
      }
      register.take(TestEvents.outcome("early", OutcomeAction.REVERSED));
      snapshot = register.flink().snapshot(1, 1);
    }
    List<ScoringEvent> passed = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (KeyedHarness part =
          KeyedHarness.restore(
              new Register(TestEvents.PLAN, HORIZON),
              ScoringEvent::transactionKey,
              new HashMapStateBackend(),
              snapshot,
              3,
              subtask)) {
        for (int i = 0; i < 30; i++) {
          part.take(TestEvents.transaction("id" + i, "card" + i, 0, i));
          part.take(TestEvents.outcome("id" + i, OutcomeAction.SETTLED));
        }
        part.take(TestEvents.transaction("early", "card", 0, 5));
        assertThat(rejections(part)).isEmpty();
        passed.addAll(part.out());
      }
    }
    assertThat(passed).filteredOn(TransactionEvent.class::isInstance).hasSize(1);
    assertThat(passed)
        .filteredOn(OutcomeEvent.class::isInstance)
        .hasSize(31)
        .allSatisfy(event -> assertThat(((OutcomeEvent) event).resolved()).isTrue());
  }

  private static KeyedHarness opened() throws Exception {
    return KeyedHarness.open(new Register(TestEvents.PLAN, HORIZON), ScoringEvent::transactionKey);
  }

  private static List<Rejection> rejections(KeyedHarness register) {
    var side = register.flink().getSideOutput(Register.REJECTIONS);
    return side == null ? List.of() : side.stream().map(record -> record.getValue()).toList();
  }
}
