package io.alcedo.retraining.trigger;

import io.alcedo.operations.settings.ClockKind;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
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
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Says how many labels a training could take that it could not take before, and that time passes.
 * Such a label is in the dated files, and its transaction has matured. Files are there when the
 * checkpoint after the one that closed them is complete: at the end of that one itself they may not
 * have their names yet. Transactions mature by the minute. After a failure labels of the last
 * checkpoints are told again, so that a training may be asked for once more but never too seldom.
 * Runs as one subtask.
 */
public final class LabelSignals extends AbstractStreamOperator<TrainingSignal>
    implements OneInputStreamOperator<Label, TrainingSignal>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

  private final long tickMillis;
  private final ClockKind clock;
  private final long maturityMillis;

  /** Labels by the minute of their transactions: since the last checkpoint. */
  private transient NavigableMap<Long, Long> open;

  /** Those whose files a checkpoint closed, by its id. */
  private transient NavigableMap<Long, NavigableMap<Long, Long>> closing;

  /** Those in files, of transactions that have not matured. */
  private transient NavigableMap<Long, Long> ripening;

  private transient ListState<Map<Long, Long>> kept;
  private transient long latest;

  /**
   * Creates the operator.
   *
   * @param tick how often time is said to pass
   * @param clock the job's clock; with that of events it is as late as the latest report
   * @param maturity the age from which on a transaction is trained on
   */
  @SuppressWarnings("NullAway.Init") // The transient fields are set when the task opens.
  public LabelSignals(Duration tick, ClockKind clock, Duration maturity) {
    this.tickMillis = tick.toMillis();
    this.clock = clock;
    this.maturityMillis = maturity.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "untold",
                    new MapSerializer<>(LongSerializer.INSTANCE, LongSerializer.INSTANCE)));
    open = new TreeMap<>();
    closing = new TreeMap<>();
    ripening = new TreeMap<>();
    latest = Long.MIN_VALUE;
    for (Map<Long, Long> untold : kept.get()) {
      add(untold, open);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    next();
  }

  @Override
  public void processElement(StreamRecord<Label> element) {
    Label label = element.getValue();
    long minute = Math.floorDiv(label.getEventTime().toEpochMilli(), MINUTE_MILLIS);
    open.merge(minute, 1L, Long::sum);
    if (clock == ClockKind.EVENT) {
      latest = Math.max(latest, label.getReportedAt().toEpochMilli());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Map<Long, Long> untold = new TreeMap<>(ripening);
    closing.values().forEach(labels -> add(labels, untold));
    add(open, untold);
    kept.update(List.of(untold));
    if (!open.isEmpty()) {
      closing.put(context.getCheckpointId(), open);
      open = new TreeMap<>();
    }
  }

  /** A run that ends tells what can be told, since nothing can after its last checkpoint. */
  @Override
  public void endInput() {
    closing.put(Long.MAX_VALUE, open);
    open = new TreeMap<>();
    filed(closing);
    tellMatured();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    filed(closing.headMap(checkpointId, false));
    tellMatured();
  }

  private void filed(Map<Long, NavigableMap<Long, Long>> closed) {
    closed.values().forEach(labels -> add(labels, ripening));
    closed.clear();
  }

  private void tellMatured() {
    if (!known()) {
      return;
    }
    long until = Math.floorDiv(now() - maturityMillis, MINUTE_MILLIS);
    Map<Long, Long> matured = ripening.headMap(until, false);
    long count = matured.values().stream().mapToLong(Long::longValue).sum();
    matured.clear();
    if (count > 0) {
      tell(new LabelsMatured(now(), count));
    }
  }

  private void next() {
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime() + tickMillis,
            time -> {
              tellMatured();
              if (known()) {
                tell(new Tick(now()));
              }
              next();
            });
  }

  private void tell(TrainingSignal signal) {
    output.collect(new StreamRecord<>(signal));
  }

  private static void add(Map<Long, Long> labels, Map<Long, Long> to) {
    labels.forEach((minute, count) -> to.merge(minute, count, Long::sum));
  }

  /** Whether the job's time is known: that of events only once a label has come. */
  private boolean known() {
    return clock == ClockKind.WALL || latest != Long.MIN_VALUE;
  }

  private long now() {
    return clock == ClockKind.WALL ? getProcessingTimeService().getCurrentProcessingTime() : latest;
  }
}
