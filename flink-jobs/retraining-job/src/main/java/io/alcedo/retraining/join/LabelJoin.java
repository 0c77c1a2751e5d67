package io.alcedo.retraining.join;

import io.alcedo.privacy.DeadLetterCode;
import io.alcedo.retraining.ingest.Incoming;
import io.alcedo.retraining.ingest.Incoming.Refused;
import io.alcedo.retraining.ingest.Incoming.Reported;
import io.alcedo.retraining.ingest.IncomingSerializer;
import io.alcedo.retraining.join.JoinState.Known;
import io.alcedo.retraining.join.JoinState.Waiting;
import io.alcedo.retraining.join.JoinState.WaitingReport;
import io.alcedo.retraining.metrics.LearningMetrics;
import io.alcedo.retraining.metrics.LearningMetrics.Effect;
import io.alcedo.retraining.verdict.Change;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.retraining.verdict.VerdictBook;
import io.alcedo.schema.Label;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Remembers each transaction that was scored, and turns the reports on it into labels. Keyed by
 * tenant and transaction id. Of several vectors of a transaction the first counts. Reports that
 * come before their transaction wait; when it comes, their labels are told with the times at which
 * they became known.
 *
 * <p>What it emits depends on what came in alone, so that a label that is told again after a
 * failure is the same label.
 */
public final class LabelJoin extends KeyedCoProcessFunction<String, Seen, Incoming, Label>
    implements CheckpointedFunction {
  /** Where labels come out beside the scores that they judge. */
  public static final OutputTag<Judged> JUDGED = new OutputTag<>("judged", JudgedSerializer.TYPE);

  /** Where reports come out whose transaction is not known. */
  public static final OutputTag<Incoming> REFUSED =
      new OutputTag<>("unknown-transactions", IncomingSerializer.TYPE);

  private static final long serialVersionUID = 1L;

  private final JoinSettings settings;
  private transient ValueState<JoinState> state;
  private transient LearningMetrics metrics;
  private transient GaugeDataPoint gauge;
  private transient @Nullable ListState<Long> counted;
  private transient long waiting;

  /** Creates the function. */
  @SuppressWarnings("NullAway.Init") // The transient fields are set when the task opens.
  public LabelJoin(JoinSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<JoinState> descriptor =
        new ValueStateDescriptor<>("transaction", JoinStateSerializer.INSTANCE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(settings.rememberFor())
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            .cleanupInRocksdbCompactFilter(1000)
            .build());
    state = getRuntimeContext().getState(descriptor);
    metrics = LearningMetrics.ofProcess();
    gauge = metrics.waiting(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    gauge.set(waiting);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<Long> parts =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("waiting", LongSerializer.INSTANCE));
    waiting = 0;
    for (Long part : parts.get()) {
      waiting += part;
    }
    counted = parts;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (counted != null) {
      counted.update(List.of(waiting));
    }
  }

  /** Takes a transaction that was scored. */
  @Override
  public void processElement1(Seen seen, Context context, Collector<Label> out) throws Exception {
    JoinState before = state.value();
    if (before instanceof Known) {
      return;
    }
    VerdictBook book = VerdictBook.EMPTY;
    if (before instanceof Waiting early) {
      count(-early.reports().size());
      List<Statement> statements =
          early.reports().stream().map(WaitingReport::statement).sorted(VerdictBook.ORDER).toList();
      for (Statement statement : statements) {
        book = tell(book.with(statement), seen, context, out);
      }
    }
    state.update(new Known(seen.transaction(), book));
  }

  /** Takes a report. */
  @Override
  public void processElement2(Incoming incoming, Context context, Collector<Label> out)
      throws Exception {
    Reported reported = (Reported) incoming;
    Statement statement = reported.statement();
    metrics.feedback(statement.source().name(), statement.ruling().meaning().name()).inc();
    if (state.value() instanceof Known known) {
      Seen seen = new Seen(reported.tenant(), reported.transactionId(), known.transaction());
      VerdictBook book = known.book();
      if (book.holds(statement)) {
        metrics.effects(Effect.REPEATED).inc();
        return;
      }
      state.update(new Known(known.transaction(), tell(book.with(statement), seen, context, out)));
    } else {
      await(reported, context);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Label> out)
      throws Exception {
    if (!(state.value() instanceof Waiting early)) {
      return;
    }
    List<WaitingReport> left = new ArrayList<>();
    for (WaitingReport report : early.reports()) {
      if (report.until() <= timestamp) {
        refuse(report, timestamp, context);
      } else {
        left.add(report);
      }
    }
    keep(left);
  }

  private void await(Reported reported, Context context) throws Exception {
    List<WaitingReport> reports = new ArrayList<>();
    if (state.value() instanceof Waiting early) {
      reports.addAll(early.reports());
    }
    long id = reported.statement().id();
    if (reports.stream().anyMatch(report -> report.statement().id() == id)) {
      metrics.effects(Effect.REPEATED).inc();
      return;
    }
    long now = context.timerService().currentProcessingTime();
    long until = now + settings.feedbackWait().toMillis();
    if (reports.size() == VerdictBook.MOST) {
      refuse(reports.remove(0), now, context);
    }
    reports.add(new WaitingReport(reported.statement(), reported.origin(), until));
    context.timerService().registerProcessingTimeTimer(until);
    metrics.effects(Effect.EARLY).inc();
    count(1);
    keep(reports);
  }

  private void keep(List<WaitingReport> reports) throws Exception {
    if (reports.isEmpty()) {
      state.clear();
    } else {
      state.update(new Waiting(reports));
    }
  }

  private void refuse(WaitingReport report, long now, Context context) {
    count(-1);
    metrics.effects(Effect.UNKNOWN_TRANSACTION).inc();
    context.output(
        REFUSED,
        new Refused(
            report.origin(),
            DeadLetterCode.UNKNOWN_TRANSACTION.name(),
            "A verdict's transaction was scored, and is not older than learning.remember_for; it"
                + " was waited for as long as learning.feedback_wait",
            now));
  }

  /** Tells the label that is due, where one is; returns the book that remembers it. */
  private VerdictBook tell(VerdictBook book, Seen seen, Context context, Collector<Label> out) {
    Change change = book.due();
    metrics.effects(change == null ? Effect.AGREED : Effect.CHANGED).inc();
    if (change == null) {
      return book;
    }
    Label label = label(seen, change);
    out.collect(label);
    context.output(JUDGED, new Judged(label, seen.transaction().scoring()));
    long age = change.knownAt() - seen.transaction().eventTime();
    metrics.labels(change.verdict(), change.previous()).inc();
    if (change.revision() == 1) {
      metrics.delay(age);
    }
    if (age > settings.labelHorizon().toMillis()) {
      metrics.tooLate().inc();
    }
    return book.telling(change);
  }

  private static Label label(Seen seen, Change change) {
    KnownTransaction transaction = seen.transaction();
    Label label = new Label();
    label.setTransactionId(seen.transactionId());
    label.setTenant(seen.tenant());
    label.setEventTime(Instant.ofEpochMilli(transaction.eventTime()));
    label.setBaseAmountMinor(transaction.baseAmountMinor());
    label.setVerdict(change.verdict());
    label.setPreviousVerdict(change.previous());
    label.setRevision(change.revision());
    label.setReportedAt(Instant.ofEpochMilli(change.knownAt()));
    label.setEntities(transaction.entities());
    return label;
  }

  private void count(long more) {
    waiting += more;
    gauge.set(waiting);
  }
}
