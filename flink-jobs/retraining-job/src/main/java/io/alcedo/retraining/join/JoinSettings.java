package io.alcedo.retraining.join;

import java.io.Serializable;
import java.time.Duration;

/**
 * What the join is told. Immutable.
 *
 * @param rememberFor how long a transaction is remembered after its last change
 * @param feedbackWait how long a report waits for its transaction
 * @param labelHorizon the age from which a transaction lies in no window of the feature set
 */
public record JoinSettings(Duration rememberFor, Duration feedbackWait, Duration labelHorizon)
    implements Serializable {}
