package io.alcedo.retraining.training;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.trigger.TrainingCause;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import io.alcedo.retraining.trigger.TrainingSignalSerializer;
import io.alcedo.retraining.trigger.TriggerSettings;
import io.alcedo.retraining.trigger.TriggerState;
import io.alcedo.retraining.trigger.Triggers;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Starts a run where signals make one due, and lets it go on as time passes. Runs as one subtask
 * and emits nothing. Its state holds what the triggers counted; the run itself lies in its files,
 * so that neither a failure nor a rescaling loses a finished step, and training is never a part of
 * a checkpoint.
 */
public final class TrainingOperator extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<TrainingSignal, Void> {
  private static final long serialVersionUID = 1L;

  private final TriggerSettings settings;
  private final TrainingDeskSource deskSource;
  private transient ListState<TrainingSignal> kept;
  private transient TrainingDesk desk;
  private transient Triggers triggers;
  private transient long now;

  /** Returns the operator that a configuration describes, in which a signing key is stated. */
  public static TrainingOperator of(AlcedoConfig config) {
    return new TrainingOperator(
        TriggerSettings.of(config.training()),
        new ConfiguredDesk(config, LearningPlace.of(config)));
  }

  /** Creates the operator. */
  @SuppressWarnings("NullAway.Init") // The transient fields are set when the task opens.
  TrainingOperator(TriggerSettings settings, TrainingDeskSource deskSource) {
    this.settings = settings;
    this.deskSource = deskSource;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("triggers", TrainingSignalSerializer.INSTANCE));
  }

  @Override
  public void open() throws Exception {
    super.open();
    desk = deskSource.open();
    triggers = new Triggers(settings, TriggerState.of(kept.get()), desk::answered);
    if (desk.lastCut() > triggers.state().since()) {
      triggers.started(desk.lastCut());
    }
    now = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<TrainingSignal> element) {
    TrainingSignal signal = element.getValue();
    triggers.take(signal);
    if (!(signal instanceof Requested)) {
      now = Math.max(now, signal.atMillis());
    }
    if (now == Long.MIN_VALUE) {
      return;
    }
    TrainingCause cause = desk.free() ? triggers.due(now) : null;
    if (cause != null) {
      triggers.started(desk.start(cause, now));
    } else {
      desk.goOn(now, triggers.asked());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    kept.update(triggers.state().toSignals());
  }

  @Override
  public void close() throws Exception {
    if (desk != null) {
      desk.close();
    }
    super.close();
  }
}
