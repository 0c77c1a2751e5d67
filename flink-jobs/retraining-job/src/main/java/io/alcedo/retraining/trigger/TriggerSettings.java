package io.alcedo.retraining.trigger;

import io.alcedo.operations.settings.Training;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What makes a training due.
 *
 * @param afterLabels so many matured labels since the last training; 0 for never
 * @param every so long a time since the last training; null for never
 * @param onDrift whether a drift alarm does
 * @param pause the least time between two trainings that nobody asked for
 */
public record TriggerSettings(
    long afterLabels, @Nullable Duration every, boolean onDrift, Duration pause)
    implements Serializable {
  /** Returns what a configuration says. */
  public static TriggerSettings of(Training training) {
    return new TriggerSettings(
        training.afterLabels(), training.every(), training.onDrift(), training.pause());
  }
}
