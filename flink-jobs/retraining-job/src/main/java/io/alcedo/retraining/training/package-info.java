/**
 * Runs that train a challenger, shadow it, look at it and let it in: step by step, each finished
 * step kept, so that a run goes on where it was killed.
 */
@NullMarked
package io.alcedo.retraining.training;

import org.jspecify.annotations.NullMarked;
