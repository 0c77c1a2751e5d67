package io.alcedo.retraining.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * What one subtask counted since it last told. Immutable; nobody changes the bytes.
 *
 * @param modelName the model that decided last; empty where none did
 * @param summary the bytes of an {@code HourSummary}; null where no vector is told of
 * @param quality the bytes of a {@code QualityMonitor}; null where no decision is told of
 * @param late vectors that came after their hour was told of, and are in no summary
 */
record MonitoringPart(
    String modelName, byte @Nullable [] summary, byte @Nullable [] quality, long late) {}
