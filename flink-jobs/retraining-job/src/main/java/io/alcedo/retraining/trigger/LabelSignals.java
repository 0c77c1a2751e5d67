package io.alcedo.retraining.trigger;

import io.alcedo.operations.settings.ClockKind;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsArrived;
import io.alcedo.retraining.trigger.TrainingSignal.Tick;
import io.alcedo.schema.Label;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Says how many labels became part of the dated files, and that time passes. Labels are counted
 * when they come and told when the checkpoint after the one that closed their files is complete: at
 * the end of that one itself its files may not have their names yet. After a failure those of the
 * last checkpoints are told again, so that a training may be asked for once more but never too
 * seldom. Runs as one subtask.
 */
public final class LabelSignals extends AbstractStreamOperator<TrainingSignal>
    implements OneInputStreamOperator<Label, TrainingSignal>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final long tickMillis;
  private final ClockKind clock;
  private transient NavigableMap<Long, Long> closing;
  private transient ListState<Long> kept;
  private transient long open;
  private transient long latest;

  /**
   * Creates the operator.
   *
   * @param tick how often time is said to pass
   * @param clock the job's clock; with that of events it is as late as the latest report
   */
  @SuppressWarnings("NullAway.Init") // The transient fields are set when the task opens.
  public LabelSignals(Duration tick, ClockKind clock) {
    this.tickMillis = tick.toMillis();
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("untold", LongSerializer.INSTANCE));
    closing = new TreeMap<>();
    open = 0;
    latest = Long.MIN_VALUE;
    for (Long count : kept.get()) {
      open += count;
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    next();
  }

  @Override
  public void processElement(StreamRecord<Label> label) {
    open++;
    if (clock == ClockKind.EVENT) {
      latest = Math.max(latest, label.getValue().getReportedAt().toEpochMilli());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    long untold = open;
    for (long count : closing.values()) {
      untold += count;
    }
    kept.update(List.of(untold));
    if (open > 0) {
      closing.put(context.getCheckpointId(), open);
      open = 0;
    }
  }

  /** A run that ends tells what is left, since nothing can be told after its last checkpoint. */
  @Override
  public void endInput() {
    closing.put(Long.MAX_VALUE, open);
    open = 0;
    if (known()) {
      tellThose(closing);
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (known()) {
      tellThose(closing.headMap(checkpointId, false));
    }
  }

  private void tellThose(Map<Long, Long> closed) {
    long count = closed.values().stream().mapToLong(Long::longValue).sum();
    closed.clear();
    if (count > 0) {
      tell(new LabelsArrived(now(), count));
    }
  }

  private void next() {
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime() + tickMillis,
            time -> {
              if (known()) {
                tell(new Tick(now()));
              }
              next();
            });
  }

  private void tell(TrainingSignal signal) {
    output.collect(new StreamRecord<>(signal));
  }

  /** Whether the job's time is known: that of events only once a label has come. */
  private boolean known() {
    return clock == ClockKind.WALL || latest != Long.MIN_VALUE;
  }

  private long now() {
    return clock == ClockKind.WALL ? getProcessingTimeService().getCurrentProcessingTime() : latest;
  }
}
