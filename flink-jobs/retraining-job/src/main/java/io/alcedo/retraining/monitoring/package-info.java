/**
 * What watches the scoring job from beside it: drift of features and scores, and how good scores
 * and alerts were once verdicts are in.
 */
@NullMarked
package io.alcedo.retraining.monitoring;

import org.jspecify.annotations.NullMarked;
