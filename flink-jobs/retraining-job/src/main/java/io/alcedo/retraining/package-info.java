/**
 * The job beside the scoring job: joins verdicts with what was scored, keeps both as files, trains
 * on them, and lets a new model in where it is better.
 */
@NullMarked
package io.alcedo.retraining;

import org.jspecify.annotations.NullMarked;
