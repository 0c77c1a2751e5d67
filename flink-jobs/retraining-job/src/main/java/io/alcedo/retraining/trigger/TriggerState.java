package io.alcedo.retraining.trigger;

import io.alcedo.retraining.trigger.TrainingSignal.DriftAlarm;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import io.alcedo.retraining.trigger.TrainingSignal.Tick;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What triggers remember. Immutable.
 *
 * @param since what came until then counts no more: the last training's cut, or the first signal
 *     where there was none; the least value before any signal
 * @param trained whether there was a training
 * @param labels the labels that matured since
 * @param drift the first drift alarm since, null for none
 * @param request the first request that no training answered yet, null for none
 */
public record TriggerState(
    long since,
    boolean trained,
    long labels,
    @Nullable DriftAlarm drift,
    @Nullable Requested request) {
  /** Nothing happened yet. */
  public static final TriggerState NEW = new TriggerState(Long.MIN_VALUE, false, 0, null, null);

  /** Returns the state that signals hold, as {@link #toSignals} made them. */
  public static TriggerState of(Iterable<TrainingSignal> signals) {
    TriggerState state = NEW;
    for (TrainingSignal signal : signals) {
      if (signal instanceof LabelsMatured labels) {
        state =
            new TriggerState(
                labels.atMillis(), state.trained, labels.count(), state.drift, state.request);
      } else if (signal instanceof DriftAlarm alarm) {
        state = new TriggerState(state.since, state.trained, state.labels, alarm, state.request);
      } else if (signal instanceof Requested asked) {
        state = new TriggerState(state.since, state.trained, state.labels, state.drift, asked);
      } else {
        state = new TriggerState(state.since, true, state.labels, state.drift, state.request);
      }
    }
    return state;
  }

  /** Returns signals that hold this state, which checkpoints keep. */
  public List<TrainingSignal> toSignals() {
    List<TrainingSignal> signals = new ArrayList<>();
    signals.add(new LabelsMatured(since, labels));
    if (trained) {
      signals.add(new Tick(since));
    }
    if (drift != null) {
      signals.add(drift);
    }
    if (request != null) {
      signals.add(request);
    }
    return signals;
  }
}
