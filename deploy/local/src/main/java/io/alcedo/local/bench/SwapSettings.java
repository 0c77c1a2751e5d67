package io.alcedo.local.bench;

import io.alcedo.model.ExecutionTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement of swaps does.
 *
 * @param measured swaps around which latencies are looked at, one after each {@code before}
 * @param inARow swaps one right after the other, for memory
 * @param before the quiet time before a measured swap that its latencies are compared with
 * @param around the time around the first transaction of the new model, half before, half after
 * @param rate transactions a second; null for half of what the machine sustains
 * @param history transactions that the models are trained on
 * @param parallelism subtasks of each operator
 * @param featureSet the name or path of the feature set
 * @param device where the models run
 */
record SwapSettings(
    int measured,
    int inARow,
    Duration before,
    Duration around,
    @Nullable Double rate,
    int history,
    int parallelism,
    String featureSet,
    ExecutionTarget device) {}
