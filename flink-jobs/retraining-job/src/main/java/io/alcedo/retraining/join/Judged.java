package io.alcedo.retraining.join;

import io.alcedo.schema.Label;

/**
 * A change of a label beside the score that the transaction had got. Immutable; nobody changes the
 * record.
 *
 * @param label the change
 * @param scoring how the transaction was scored
 */
public record Judged(Label label, Scoring scoring) {}
