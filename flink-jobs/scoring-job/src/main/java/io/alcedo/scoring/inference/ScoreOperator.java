package io.alcedo.scoring.inference;

import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores transactions and emits their records; alerts go to the side output {@link
 * AlertNotice#TAG}. History ends here without a record. A roster among the transactions says which
 * models score those to come.
 *
 * <p><b>Batching.</b> The models have a thread of their own. While it works, transactions gather;
 * when it is done, one mail to this task brings the results of the whole batch and all that wait go
 * to the models together. Nothing waits for a timer: one that comes alone is scored alone, and load
 * makes the batches large. No more than a stated number wait; then the task works on mails only,
 * which holds the stream back.
 *
 * <p><b>No transaction in its state.</b> Before each barrier, each watermark and the end of the
 * input all that wait are decided and emitted, so that no transaction is in a checkpoint and none
 * is lost or repeated by a restart from one. Its state is the roster that it follows, and what its
 * thresholds have learnt.
 *
 * <p><b>Deadline.</b> Each transaction is decided within a stated time of its arrival here, by the
 * fallback where the model has not answered; one timer, at the earliest deadline, watches over all.
 * What the model says after that is dropped, so that each transaction has exactly one decision.
 */
final class ScoreOperator extends AbstractStreamOperator<Emission>
    implements OneInputStreamOperator<ScoringEvent, Emission>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final long DRAIN_PAUSE_NANOS = 100_000;

  private final transient ScoreSettings settings;
  private final transient MailboxExecutor mailbox;
  private transient @Nullable ScoreState state;
  private transient @Nullable Scoring scoring;
  private transient Readiness.@Nullable Hold ready;

  /** Whether all is decided for good: the sinks behind may have ended, so nothing is sent now. */
  private transient boolean finished;

  private transient long timerAt = Long.MAX_VALUE;

  ScoreOperator(ScoreSettings settings, StreamOperatorParameters<Emission> parameters) {
    super(parameters);
    this.settings = settings;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ScoreState opened =
        new ScoreState(
            settings.config().decision().alertsPerDay(),
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    opened.open(context);
    state = opened;
  }

  @Override
  public void open() throws Exception {
    super.open();
    scoring =
        Scoring.open(
            settings,
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            state().restored(settings.first()),
            state().thresholds(),
            output,
            new Task());
    ready = ProcessMetrics.get().readiness().hold(Readiness.Condition.MODEL_LOADED);
  }

  @Override
  public void processElement(StreamRecord<ScoringEvent> element) throws Exception {
    ScoringEvent event = element.getValue();
    if (event instanceof TransactionEvent transaction && !transaction.history()) {
      score(transaction);
    } else if (event instanceof RosterEvent roster) {
      scoring().follow(roster.roster());
    }
  }

  private void score(TransactionEvent transaction) throws InterruptedException {
    Scoring open = scoring();
    while (open.queue().pending() >= settings.config().model().maxPending()) {
      mailbox.yield();
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    open.queue().add(transaction, now + settings.config().decision().deadline().toMillis());
    open.queueChanged();
    setTimer();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state().snapshot(scoring().followed());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    drain();
    super.processWatermark(mark);
  }

  @Override
  public void endInput() throws Exception {
    drain();
    finished = true;
  }

  /** Timers are silent by now, so the deadlines are looked at here. */
  @Override
  public void finish() throws Exception {
    Scoring open = scoring;
    while (open != null && open.queue().undecided() > 0) {
      if (!mailbox.tryYield()) {
        open.queue().expire(getProcessingTimeService().getCurrentProcessingTime());
        LockSupport.parkNanos(DRAIN_PAUSE_NANOS);
      }
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    Scoring open = scoring;
    Readiness.Hold hold = ready;
    scoring = null;
    if (hold != null) {
      hold.close();
    }
    if (open != null) {
      open.close();
    }
    super.close();
  }

  private void drain() throws InterruptedException {
    ScoringQueue queue = scoring().queue();
    while (queue.undecided() > 0) {
      mailbox.yield();
    }
  }

  /** Has one timer at the earliest time at which something is due. */
  private void setTimer() {
    long due = scoring().queue().earliestDeadline();
    if (due < timerAt) {
      timerAt = due;
      getProcessingTimeService().registerTimer(due, this::watch);
    }
  }

  private void watch(long time) {
    if (time >= timerAt) {
      timerAt = Long.MAX_VALUE;
    }
    Scoring open = scoring;
    if (open != null) {
      open.queue().expire(Math.max(time, getProcessingTimeService().getCurrentProcessingTime()));
      setTimer();
    }
  }

  private ScoreState state() {
    ScoreState opened = state;
    if (opened == null) {
      throw new IllegalStateException("The state is there before the operator opens");
    }
    return opened;
  }

  private Scoring scoring() {
    Scoring open = scoring;
    if (open == null) {
      throw new IllegalStateException("The operator is open while it works");
    }
    return open;
  }

  /** The task as its parts see it: what is mailed to it is done by its thread while it is open. */
  private final class Task implements Scoring.Task {
    @Override
    public long now() {
      return getProcessingTimeService().getCurrentProcessingTime();
    }

    @Override
    public void mail(Runnable action) {
      mailbox.execute(
          () -> {
            if (scoring != null && !finished) {
              action.run();
              setTimer();
            }
          },
          "take what a model's thread has done");
    }

    @Override
    public void at(long timeMillis, Runnable action) {
      getProcessingTimeService()
          .registerTimer(
              timeMillis,
              time -> {
                if (scoring != null && !finished) {
                  action.run();
                }
              });
    }
  }
}
