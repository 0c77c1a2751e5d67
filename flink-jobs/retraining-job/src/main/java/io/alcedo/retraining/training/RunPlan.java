package io.alcedo.retraining.training;

import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.retraining.trigger.TrainingCause;

/**
 * What a run set out to do: written first, so that a run that goes on does the same. Immutable.
 *
 * @param id names the run and its directory
 * @param cause why it started
 * @param cutMillis verdicts and outcomes count as they stood then, in milliseconds since 1970 UTC
 * @param fromMillis the earliest event time trained on
 * @param toMillis the event time before which rows are trained on; what comes after is the gate's
 * @param start what it starts from
 * @param seed what everything random starts from
 */
public record RunPlan(
    String id,
    TrainingCause cause,
    long cutMillis,
    long fromMillis,
    long toMillis,
    TrainingStart start,
    int seed) {}
