package io.alcedo.retraining.join;

import io.alcedo.schema.Decision;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction was scored, for whoever holds its verdict against that. Immutable.
 *
 * @param scoredAt when, by the scoring job's clock, in milliseconds since 1970 UTC
 * @param score the calibrated probability of fraud, null where no model answered
 * @param decision what was decided
 * @param modelName the model that scored, null where none answered
 * @param modelVersion its version, null where none answered
 * @param controlArm whether it was let through as a control
 * @param propensity the probability with which such a transaction gets this decision
 */
public record Scoring(
    long scoredAt,
    @Nullable Double score,
    Decision decision,
    @Nullable String modelName,
    @Nullable String modelVersion,
    boolean controlArm,
    double propensity) {}
