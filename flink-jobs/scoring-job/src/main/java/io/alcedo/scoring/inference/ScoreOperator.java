package io.alcedo.scoring.inference;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.Explainer;
import io.alcedo.model.Explanation;
import io.alcedo.model.InferenceSettings;
import io.alcedo.model.InferenceWorker;
import io.alcedo.model.ScoringBatch;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.Reason;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.Decided;
import io.alcedo.scoring.decision.DecisionPolicy;
import io.alcedo.scoring.decision.Reasons;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.RecordMaker;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores transactions and emits their records; alerts go to the side output {@link
 * AlertNotice#TAG}. History ends here without a record.
 *
 * <p><b>Batching.</b> The model has a thread of its own. While it works, transactions gather; when
 * it is done, one mail to this task brings the results of the whole batch and all that wait go to
 * the model together. Nothing waits for a timer: one that comes alone is scored alone, and load
 * makes the batches large. No more than a stated number wait; then the task works on mails only,
 * which holds the stream back.
 *
 * <p><b>No state.</b> Before each barrier, each watermark and the end of the input all that wait
 * are decided and emitted, so that no transaction is in a checkpoint and none is lost or repeated
 * by a restart from one.
 *
 * <p><b>Deadline.</b> Each transaction is decided within a stated time of its arrival here, by the
 * fallback where the model has not answered; one timer, at the earliest deadline, watches over all.
 * What the model says after that is dropped, so that each transaction has exactly one decision.
 */
final class ScoreOperator extends AbstractStreamOperator<Emission>
    implements OneInputStreamOperator<ScoringEvent, Emission>,
        BoundedOneInput,
        ScoringQueue.Outcomes {
  private static final long serialVersionUID = 1L;
  private static final long DRAIN_PAUSE_NANOS = 100_000;

  private final transient ScoreSettings settings;
  private final transient MailboxExecutor mailbox;
  private transient @Nullable Scoring scoring;
  private transient boolean timerSet;

  /** What is there while the operator is open. */
  private record Scoring(
      LoadedModel model,
      InferenceWorker worker,
      ScoringQueue queue,
      DecisionPolicy policy,
      Reasons reasons,
      RecordMaker records,
      ScoreHandles handles,
      Readiness.Hold ready) {}

  ScoreOperator(ScoreSettings settings, StreamOperatorParameters<Emission> parameters) {
    super(parameters);
    this.settings = settings;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    super.open();
    FeaturePlan plan = settings.plan().compile();
    LoadedModel model = settings.model().load(plan);
    DecisionPolicy policy = DecisionPolicy.of(settings.config(), model.manifest().thresholds());
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    ScoreHandles handles = new ScoreHandles(ScoringMetrics.ofProcess(), subtask);
    InferenceWorker worker =
        InferenceWorker.start(
            "alcedo-inference-" + subtask,
            model.scorer(),
            new Explainer(model.manifest().features(), model.scorer()),
            InferenceSettings.of(policy.thresholds()),
            handles);
    ScoringQueue queue =
        new ScoringQueue(
            worker,
            model.binding(),
            settings.config().model().maxBatch(),
            pressureRows(settings.config().model()),
            handles.modelLoaded(model),
            this::hand,
            this);
    scoring =
        new Scoring(
            model,
            worker,
            queue,
            policy,
            new Reasons(plan::familyText),
            records(plan, policy, model),
            handles,
            ProcessMetrics.get().readiness().hold(Readiness.Condition.MODEL_LOADED));
    LOG.info("Model {} {} is loaded", model.manifest().name(), model.manifest().version());
  }

  /** Half of what may wait: beyond it the model lags behind, and scores come before reasons. */
  private static int pressureRows(AlcedoConfig.Model model) {
    return Math.max(model.maxBatch(), model.maxPending() / 2);
  }

  private RecordMaker records(FeaturePlan plan, DecisionPolicy policy, LoadedModel model) {
    return new RecordMaker(
        Framings.of(settings.config()),
        plan,
        policy,
        model.manifest().name(),
        model.manifest().version());
  }

  @Override
  public void processElement(StreamRecord<ScoringEvent> element) throws Exception {
    if (element.getValue() instanceof TransactionEvent transaction && !transaction.history()) {
      score(transaction);
    }
  }

  private void score(TransactionEvent transaction) throws InterruptedException {
    ScoringQueue queue = scoring().queue();
    while (queue.pending() >= settings.config().model().maxPending()) {
      mailbox.yield();
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    queue.add(transaction, now + settings.config().decision().deadline().toMillis());
    scoring().handles().queueLength(queue.pending());
    setTimer();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    drain();
    super.processWatermark(mark);
  }

  @Override
  public void endInput() throws Exception {
    drain();
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
    scoring = null;
    if (open != null) {
      open.ready().close();
      open.worker().close();
      open.model().release().run();
      open.handles().queueLength(0);
    }
    super.close();
  }

  @Override
  public void scored(TransactionEvent event, ScoringBatch batch, int row) {
    double score = batch.score(row);
    Scoring open = scoring();
    Decided decided = open.policy().decide(event.idHash(), score);
    List<Reason> reasons = List.of();
    boolean skipped = false;
    if (decided.alerts()) {
      Explanation explanation = batch.explanation(row);
      skipped =
          explanation == null || explanation.completeness() == Explanation.Completeness.SKIPPED;
      reasons = open.reasons().of(explanation);
    }
    Degradation degradation =
        open.model().cpuFallback() ? Degradation.CPU_FALLBACK : Degradation.NONE;
    emit(event, decided, score, degradation, reasons, skipped);
  }

  @Override
  public void late(TransactionEvent event) {
    fallback(event, Degradation.MODEL_LATE);
  }

  @Override
  public void failed(TransactionEvent event) {
    fallback(event, Degradation.MODEL_FAILED);
  }

  @Override
  public void tooLate() {
    scoring().handles().tooLate();
  }

  private void fallback(TransactionEvent event, Degradation degradation) {
    TransactionRow row = event.row();
    Decided decided = scoring().policy().fallback(row);
    emit(event, decided, Double.NaN, degradation, List.of(), decided.alerts());
  }

  private void emit(
      TransactionEvent event,
      Decided decided,
      double score,
      Degradation degradation,
      List<Reason> reasons,
      boolean skipped) {
    Scoring open = scoring();
    long now = getProcessingTimeService().getCurrentProcessingTime();
    Scored scored = new Scored(event, decided, score, degradation, reasons, skipped, now);
    Emission riskEvent = open.records().riskEvent(scored);
    output.collect(new StreamRecord<>(riskEvent));
    if (settings.config().sinks().scoredFeatures()) {
      output.collect(new StreamRecord<>(open.records().scoredFeatures(scored)));
    }
    if (decided.alerts()) {
      output.collect(AlertNotice.TAG, new StreamRecord<>(open.records().alert(scored, riskEvent)));
      AlertNotice twin = open.records().twinAlert(scored, riskEvent);
      if (twin != null) {
        output.collect(AlertNotice.TAG, new StreamRecord<>(twin));
      }
    }
    open.handles().decided(scored);
  }

  /** Called by the model's thread: the results of a batch become one mail. */
  private void hand(ScoringBatch batch, @Nullable Throwable failure) {
    try {
      mailbox.execute(() -> taken(batch, failure), "take the scores of a batch");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task is closing; what the model was working on is read again", e);
    }
  }

  private void taken(ScoringBatch batch, @Nullable Throwable failure) {
    Scoring open = scoring;
    if (open != null) {
      open.queue().completed(batch, failure);
      open.handles().queueLength(open.queue().pending());
    }
  }

  private void drain() throws InterruptedException {
    ScoringQueue queue = scoring().queue();
    while (queue.undecided() > 0) {
      mailbox.yield();
    }
  }

  private void setTimer() {
    Long deadline = timerSet ? null : scoring().queue().earliestDeadline();
    if (deadline != null) {
      timerSet = true;
      getProcessingTimeService().registerTimer(deadline, this::watch);
    }
  }

  private void watch(long time) {
    timerSet = false;
    Scoring open = scoring;
    if (open != null) {
      open.queue().expire(Math.max(time, getProcessingTimeService().getCurrentProcessingTime()));
      setTimer();
    }
  }

  private Scoring scoring() {
    Scoring open = scoring;
    if (open == null) {
      throw new IllegalStateException("The operator is open while it works");
    }
    return open;
  }
}
