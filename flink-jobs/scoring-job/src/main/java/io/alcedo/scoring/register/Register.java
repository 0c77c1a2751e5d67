package io.alcedo.scoring.register;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;
import io.alcedo.scoring.plan.PlanSource;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The operator in front of the hops, keyed by tenant and transaction id: lets each transaction
 * through once and gives outcomes the entities of the transaction that they name.
 *
 * <p><b>Repeated ids.</b> Within the horizon (counted from when a transaction was first seen, in
 * wall time), the same id with the same content is dropped and counted; with other content it is a
 * rejection with the code CONTENT_MISMATCH, and the first one holds. Content is compared by a
 * 64-bit hash of the anonymised values, which holds apart what depends on the key of the tokens: a
 * repetition is known though the key has changed. Beyond the horizon a repetition passes as new.
 * The register is state: it holds across restarts, and history registers like live transactions, so
 * that a stream that begins with what the history ended with repeats nothing.
 *
 * <p><b>Outcomes.</b> An outcome names only the transaction. If that is known, the outcome goes on
 * at once with its entity slots; if not, up to {@value #MOST_WAITING} wait, for the horizon, and
 * follow right behind their transaction. Labels carry their entities and pass through.
 *
 * <p><b>Size.</b> One entry is about 110 bytes encoded (8 hash, 6 time, 3 amount, 35 for each
 * entity, 30 key) and about 300 on the heap. At 20,000 transactions a second an hour is 72 million
 * entries: 8 GB with RocksDB, 22 GB on the heap; so long horizons at high rates want RocksDB. An
 * hour covers what repeats in practice (retries of producers and gateways); outcomes that come
 * later than the horizon no longer find their transaction and are counted as lost.
 */
public final class Register extends KeyedProcessFunction<String, ScoringEvent, ScoringEvent> {
  /** The most outcomes of one transaction that wait for it; the oldest gives way. */
  public static final int MOST_WAITING = 4;

  /** Where rejections of repeated ids with other content come out. */
  public static final OutputTag<Rejection> REJECTIONS =
      new OutputTag<>("register-rejections", EventTypes.rejections());

  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final Duration horizon;

  private transient @Nullable Opened opened;

  /** What an opened register works with. */
  private record Opened(
      RowLayout layout,
      EntitySlots slots,
      ValueState<Registration> registrations,
      Counters counters) {}

  /** The counters of the process, resolved once. */
  private record Counters(
      CounterDataPoint duplicates,
      CounterDataPoint history,
      CounterDataPoint labels,
      CounterDataPoint joined,
      CounterDataPoint held,
      CounterDataPoint lost) {
    static Counters of(ScoringMetrics metrics) {
      return new Counters(
          metrics.transactions(TransactionOutcome.DUPLICATE),
          metrics.transactions(TransactionOutcome.HISTORY),
          metrics.updates("label"),
          metrics.updates("outcome"),
          metrics.updates("outcome_held"),
          metrics.updates("outcome_lost"));
    }
  }

  /**
   * Creates the operator's function.
   *
   * @param source the feature set, whose entities outcomes are to find
   * @param horizon how long a transaction id is remembered
   */
  public Register(PlanSource source, Duration horizon) {
    this.source = source;
    this.horizon = horizon;
  }

  @Override
  public void open(OpenContext context) {
    FeaturePlan plan = source.compile();
    List<String> names = new ArrayList<>();
    for (EntityPlan entity : plan.entities()) {
      names.addAll(entity.slots());
    }
    ValueStateDescriptor<Registration> descriptor =
        new ValueStateDescriptor<>("registration", RegistrationSerializer.INSTANCE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(horizon)
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            // Two entries an event, where a key is touched twice: it keeps up with what comes in,
            // and Flink's default of five a touch took a fifth of the job's time.
            .cleanupIncrementally(1, false)
            .build());
    opened =
        new Opened(
            plan.layout(),
            new EntitySlots(plan.layout(), names),
            getRuntimeContext().getState(descriptor),
            Counters.of(ScoringMetrics.ofProcess()));
  }

  @Override
  public void processElement(ScoringEvent event, Context context, Collector<ScoringEvent> out)
      throws IOException {
    Opened with = opened;
    if (with == null) {
      throw new IllegalStateException("A register is opened before it is used");
    }
    if (event instanceof TransactionEvent transaction) {
      transaction(transaction, with, context, out);
    } else if (event instanceof OutcomeEvent outcome && !outcome.resolved()) {
      outcome(outcome, with, out);
    } else {
      (event instanceof LabelEvent ? with.counters.labels : with.counters.joined).inc();
      out.collect(event);
    }
  }

  private static void transaction(
      TransactionEvent event, Opened with, Context context, Collector<ScoringEvent> out)
      throws IOException {
    Registration known = with.registrations.value();
    if (known == null || !known.isSeen()) {
      TransactionRow row = event.row();
      Registration registration = registration(event, with.slots);
      with.registrations.update(registration);
      // Before the outcomes: once emitted, the event belongs to the next operator.
      List<OutcomeEvent> following =
          known == null ? List.of() : join(known.waiting(), row, registration, with);
      if (event.history()) {
        with.counters.history.inc();
      }
      out.collect(event);
      following.forEach(out::collect);
    } else if (known.isRepeatedBy(event)) {
      with.counters.duplicates.inc();
    } else {
      context.output(REJECTIONS, mismatch(event, context));
    }
  }

  private static Registration registration(TransactionEvent event, EntitySlots slots) {
    TransactionRow row = event.row();
    TransactionRow twin = event.twin();
    long amount = row.number(TransactionRow.BASE_AMOUNT_MINOR);
    byte[] own = slots.write(row);
    return twin == null
        ? Registration.seen(event.contentHash(), row.eventTime(), amount, own)
        : Registration.seen(event.contentHash(), row.eventTime(), amount, own, slots.write(twin));
  }

  private static void outcome(OutcomeEvent event, Opened with, Collector<ScoringEvent> out)
      throws IOException {
    Registration known = with.registrations.value();
    if (known != null && known.isSeen()) {
      join(List.of(event.update()), event.row(), known, with).forEach(out::collect);
      return;
    }
    List<OutcomeUpdate> waiting = new ArrayList<>();
    if (known != null) {
      waiting.addAll(known.waiting());
    }
    if (waiting.size() == MOST_WAITING) {
      waiting.remove(0);
      with.counters.lost.inc();
    }
    waiting.add(event.update());
    with.counters.held.inc();
    with.registrations.update(Registration.waiting(waiting));
  }

  private static List<OutcomeEvent> join(
      List<OutcomeUpdate> outcomes, TransactionRow named, Registration known, Opened with) {
    List<OutcomeEvent> joined = new ArrayList<>(outcomes.size());
    for (OutcomeUpdate outcome : outcomes) {
      byte[] twin = known.twinSlots();
      joined.add(
          new OutcomeEvent(
              row(named, known, known.slots(), with),
              twin.length == 0 ? null : row(named, known, twin, with),
              new OutcomeUpdate(
                  outcome.idHash(),
                  known.eventTime(),
                  known.baseAmountMinor(),
                  outcome.action(),
                  outcome.threeDsFailed())));
      with.counters.joined.inc();
    }
    return joined;
  }

  private static TransactionRow row(
      TransactionRow named, Registration known, byte[] slots, Opened with) {
    TransactionRow row = with.layout.newRow();
    row.setText(TransactionRow.TENANT, named.text(TransactionRow.TENANT));
    row.setText(TransactionRow.TRANSACTION_ID, named.text(TransactionRow.TRANSACTION_ID));
    row.setNumber(TransactionRow.EVENT_TIME, known.eventTime());
    with.slots.read(slots, row);
    return row;
  }

  private static Rejection mismatch(TransactionEvent event, Context context) {
    return new Rejection(
        event.origin(),
        DeadLetterCode.CONTENT_MISMATCH.name(),
        "A transaction id names one transaction: this id was seen before with other content;"
            + " give each transaction its own id and send changes as outcomes",
        context.timerService().currentProcessingTime());
  }
}
