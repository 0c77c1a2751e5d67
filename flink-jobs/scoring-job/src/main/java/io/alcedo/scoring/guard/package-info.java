/**
 * The guard over a model that was promoted: what subtasks report of their models, the judgement on
 * it, and the way back.
 */
@NullMarked
package io.alcedo.scoring.guard;

import org.jspecify.annotations.NullMarked;
