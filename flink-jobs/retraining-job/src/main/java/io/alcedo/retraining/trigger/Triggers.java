package io.alcedo.retraining.trigger;

import io.alcedo.retraining.trigger.TrainingCause.Kind;
import io.alcedo.retraining.trigger.TrainingSignal.DriftAlarm;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts signals and tells whether a training is due. A request makes one due at once; a drift
 * alarm, enough matured labels or enough time do so once the pause since the last training is over.
 * What comes while a training runs counts towards the next. A signal that comes again after a
 * failure changes little: labels and alarms from before the last training's cut are passed over,
 * and so is a request that a training answered. For one thread.
 */
public final class Triggers {
  private final TriggerSettings settings;
  private final Predicate<String> answered;
  private TriggerState state;

  /**
   * Goes on from a state.
   *
   * @param answered tells by a command's id whether a training answered it
   */
  public Triggers(TriggerSettings settings, TriggerState state, Predicate<String> answered) {
    this.settings = settings;
    this.state = state;
    this.answered = answered;
  }

  /** Returns what is remembered. */
  public TriggerState state() {
    return state;
  }

  /** Tells whether someone asked for a training that has not started. */
  public boolean asked() {
    return state.request() != null;
  }

  /** Takes note of a signal. */
  public void take(TrainingSignal signal) {
    // A request's time is the broker's, which in a replay is not the job's.
    if (state.since() == Long.MIN_VALUE && !(signal instanceof Requested)) {
      state = new TriggerState(signal.atMillis() - 1, false, 0, state.drift(), state.request());
    }
    boolean late = signal.atMillis() <= state.since();
    if (signal instanceof LabelsMatured labels && !late) {
      state = with(state.labels() + labels.count(), state.drift(), state.request());
    } else if (signal instanceof DriftAlarm drift && !late && state.drift() == null) {
      state = with(state.labels(), drift, state.request());
    } else if (signal instanceof Requested requested
        && state.request() == null
        && !answered.test(requested.commandId())) {
      state = with(state.labels(), state.drift(), requested);
    }
  }

  /**
   * Returns why a training is due, null where none is.
   *
   * @param now the job's time in milliseconds since 1970 UTC
   */
  public @Nullable TrainingCause due(long now) {
    Requested request = state.request();
    if (request != null) {
      return new TrainingCause(
          Kind.REQUEST, request.reason(), request.requestedBy(), request.commandId());
    }
    long passed = now - state.since();
    if (state.trained() && passed < settings.pause().toMillis()) {
      return null;
    }
    DriftAlarm drift = state.drift();
    if (settings.onDrift() && drift != null) {
      return TrainingCause.of(Kind.DRIFT, drift.what());
    }
    if (settings.afterLabels() > 0 && state.labels() >= settings.afterLabels()) {
      return TrainingCause.of(
          Kind.LABELS, state.labels() + " labels matured since the last training");
    }
    Duration every = settings.every();
    if (every != null && state.since() != Long.MIN_VALUE && passed >= every.toMillis()) {
      return TrainingCause.of(Kind.SCHEDULE, every + " since the last training");
    }
    return null;
  }

  /** Takes note that a training started, which looks at what was known at its cut. */
  public void started(long cutMillis) {
    Requested request = state.request();
    Requested open = request != null && answered.test(request.commandId()) ? null : request;
    state = new TriggerState(cutMillis, true, 0, null, open);
  }

  private TriggerState with(long labels, @Nullable DriftAlarm drift, @Nullable Requested request) {
    return new TriggerState(state.since(), state.trained(), labels, drift, request);
  }
}
