package io.alcedo.scoring.stage;

import io.alcedo.privacy.KeyRotation;
import io.alcedo.scoring.KeyedHarness;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.hop.EntityKey;
import io.alcedo.scoring.hop.HopChain;
import io.alcedo.scoring.hop.ProfileHop;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.register.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.jspecify.annotations.Nullable;

/**
 * The register and the hops of a job in one thread, each in Flink's harness, with events in a fixed
 * order; it ends with a snapshot of each operator under its id, from which the next one goes on.
 */
final class StageHarness {
  private static final Duration LONG = Duration.ofDays(500);

  private final Map<String, KeyedHarness> operators = new LinkedHashMap<>();

  StageHarness(
      PlanSource plan, @Nullable KeyRotation rotation, Map<String, OperatorSubtaskState> state)
      throws Exception {
    add("register", new Register(plan, LONG), ScoringEvent::transactionKey, state);
    for (HopChain.Hop hop : HopChain.of(plan.compile(), rotation)) {
      add(
          hop.id(),
          new ProfileHop(plan, hop.position(), LONG, hop.side()),
          new EntityKey(plan, hop.position(), hop.side()),
          state);
    }
  }

  private void add(
      String id,
      KeyedProcessFunction<String, ScoringEvent, ScoringEvent> function,
      KeySelector<ScoringEvent, String> keys,
      Map<String, OperatorSubtaskState> state)
      throws Exception {
    OperatorSubtaskState own = state.get(id);
    operators.put(
        id,
        own == null
            ? KeyedHarness.open(function, keys)
            : KeyedHarness.restore(function, keys, new HashMapStateBackend(), own, 1, 0));
  }

  /** Lets an event through all operators; returns the transactions that came out. */
  List<TransactionEvent> take(ScoringEvent event) throws Exception {
    List<ScoringEvent> events = List.of(event);
    for (KeyedHarness operator : operators.values()) {
      List<ScoringEvent> passed = new ArrayList<>();
      for (ScoringEvent each : events) {
        operator.take(each);
        passed.addAll(operator.out());
        operator.flink().getOutput().clear();
      }
      events = passed;
    }
    return events.stream()
        .filter(TransactionEvent.class::isInstance)
        .map(TransactionEvent.class::cast)
        .toList();
  }

  List<String> ids() {
    return List.copyOf(operators.keySet());
  }

  /** Returns what the register refused; to be asked before the end. */
  List<Rejection> rejections() {
    var side = operators.get("register").flink().getSideOutput(Register.REJECTIONS);
    return side == null ? List.of() : side.stream().map(record -> record.getValue()).toList();
  }

  /** Ends all operators and returns their state. */
  Map<String, OperatorSubtaskState> end() throws Exception {
    Map<String, OperatorSubtaskState> state = new LinkedHashMap<>();
    for (Map.Entry<String, KeyedHarness> operator : operators.entrySet()) {
      state.put(operator.getKey(), operator.getValue().flink().snapshot(1, 1));
      operator.getValue().close();
    }
    return state;
  }
}
